import type { Article, Column } from '../content.ts'
import { articleMeta, columnMeta, escapeHtml } from '../markup.ts'
import { documentHead, file, listedDate, navigationItems, type Platform, type SiteContent, script } from '../pages.ts'
import type { Answer } from '../plan.ts'
import { PARAGRAPHS } from '../titles.ts'

const ROWS_PER_PAGE = 5
const CUT = 18

/** 大汉 hanweb: `/col/col15863/index.html`, rows in an XML datastore inside a script, further rows from `dataproxy.jsp`. */
export const hanweb: Platform = {
  charset: 'utf-8',
  columnPath: (column) => `/col/col${column.number}/index.html`,
  articlePath,
  frame: (
    content,
    page,
  ) => `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
${documentHead(content, page, '<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />')}
<body>
<table width="1000" align="center"><tr><td><a href="/"><img src="/images/logo.png" border="0" alt="" /></a></td></tr></table>
<div class="nav"><ul>${navigationItems(content)}</ul></div>
<div id="main">
${page.main}
</div>
<div class="footer">
${content.footer}
</div>
</body>
</html>`,
  block: (
    content,
    column,
  ) => `<div class="box"><div class="title"><a href="/col/col${column.number}/index.html">${column.name}</a><a class="more" href="/col/col${column.number}/index.html">更多</a></div>
<ul>
${column.articles
  .slice(0, content.rowsOnHome)
  .map((article) => row(content, column, article))
  .join('\n')}
</ul></div>`,
  columnMain: (content, column) => `<div class="weizhi">当前位置：<a href="/">首页</a> > ${column.name}</div>
${datastore(content, column)}`,
  articlePage: (_, column, article) => ({
    path: articlePath(column, article),
    title: article.title,
    meta: columnMeta(column.name, column.type) + articleMeta(article.title, `${article.date} 15:12`, article.source),
    main: articleMain(column, article),
  }),
  more: (content) => [...content.columns.map((column) => furtherRows(content, column)), ['/js/visits.js', script('document.write(128)')]],
}

function articlePath(column: Column, article: Article): string {
  const [year = '', month = '', date = ''] = (article.addressDate ?? article.date).split('-')
  return `/art/${year}/${Number(month)}/${Number(date)}/art_${column.number}_${article.id}.html`
}

function row(content: SiteContent, column: Column, article: Article): string {
  const cut = article.title.length > CUT ? `${article.title.slice(0, CUT)}...` : article.title
  return `<li><a title="${escapeHtml(article.title)}" href="${articlePath(column, article)}" target="_blank">${escapeHtml(cut)}</a><b>${listedDate(content, column, article)}</b></li>`
}

function record(content: SiteContent, column: Column, article: Article): string {
  return `<record><![CDATA[
${row(content, column, article)}]]></record>`
}

function proxyQuery(column: Column): string {
  return `page=1&appid=1&webid=1&path=%2F&columnid=${column.number}&unitid=${column.number + 20000}&permissiontype=0`
}

function datastore(content: SiteContent, column: Column): string {
  const unit = column.number + 20000
  const first = column.articles.slice(0, ROWS_PER_PAGE)
  return `<div id="${unit}"><script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?${proxyQuery(column)}"></a>]]></nextgroup>
<recordset>
${first.map((article) => record(content, column, article)).join('\n')}
</recordset>
</datastore></script></div>
<script type="text/javascript">
(function () {
  var box = document.getElementById('${unit}'), text = box.textContent || '', parts = text.split('<![CDATA['), out = '';
  for (var i = 2; i < parts.length; i++) out += parts[i].split(']]>')[0];
  box.innerHTML = '<ul>' + out + '</ul>';
})();
</script>`
}

function furtherRows(content: SiteContent, column: Column): [string, Answer] {
  const rest = column.articles.slice(ROWS_PER_PAGE)
  const xml = `<datastore>
<nextgroup></nextgroup>
<recordset>
${rest.map((article) => record(content, column, article)).join('\n')}
</recordset>
</datastore>`
  return [`/module/web/jpage/dataproxy.jsp?${proxyQuery(column)}`, file('text/xml; charset=utf-8', new TextEncoder().encode(xml))]
}

function articleMain(column: Column, article: Article): string {
  return `<div class="weizhi">当前位置：<a href="/">首页</a> > <a href="/col/col${column.number}/index.html">${column.name}</a></div>
<!--<$[标题名称(html)]>begin--><h1>${escapeHtml(article.title)}</h1><!--<$[标题名称(html)]>end-->
<div class="xx">发布日期：${article.date} 15:12　信息来源：${article.source}　浏览次数：<script src="/js/visits.js"></script></div>
<div id="zoom"><!--ZJEG_RSS.content.begin-->${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('')}<!--ZJEG_RSS.content.end--></div>`
}
