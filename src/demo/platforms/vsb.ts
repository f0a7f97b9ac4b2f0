import type { Article, Column } from '../content.ts'
import { articleMeta, columnMeta, escapeHtml } from '../markup.ts'
import { documentHead, listedDate, navigationItems, type Platform, type SiteContent } from '../pages.ts'
import { PARAGRAPHS } from '../titles.ts'

/** 博达 VSB: `/xwzx/zwyw.htm`, `/info/2452/70514.htm`, `li id="line_u7_0"`, `id="vsb_content"`. */
export const vsb: Platform = {
  charset: 'utf-8',
  columnPath: (column) => `/${column.slug}.htm`,
  articlePath,
  frame: (content, page) => `<!DOCTYPE html>
<HTML>
${documentHead(content, page, '<META http-equiv="Content-Type" content="text/html; charset=UTF-8">')}
<BODY>
<!--Announced by Visual SiteBuilder 9-->
<div class="top"><a href="/index.html"><img src="/images/logo.png" border="0"></a></div>
<div class="nav"><ul>${navigationItems(content)}</ul></div>
<div class="content">
${page.main}
</div>
<div class="footer">
${content.footer}
</div>
</BODY></HTML>`,
  block: (content, column) => `<div class="list-box"><h4><span>${column.name}</span><a href="${column.slug}.htm" class="more">MORE+</a></h4>
<ul>
${column.articles
  .slice(0, content.rowsOnHome)
  .map(
    (article, index) =>
      `<li id="line_u${column.number % 10}_${index}"><a href="${articlePath(column, article).slice(1)}" target="_blank" title="${escapeHtml(article.title)}">${escapeHtml(article.title)}</a><span>${listedDate(content, column, article)}</span></li>`,
  )
  .join('\n')}
</ul></div>`,
  columnMain,
  articlePage: (content, column, article) => ({
    path: articlePath(column, article),
    title: `${article.title}-${content.identity.name}`,
    meta: columnMeta(column.name, column.type) + articleMeta(article.title, `${article.date} 17:40`, article.source),
    main: `<form name="_newscontent_fromname"><div class="show">
<h1>${escapeHtml(article.title)}</h1>
<div class="sm">时间：${content.date(article.date)}　来源：${article.source}　点击数：[]</div>
<div id="vsb_content"><div class="v_news_content">${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('\n')}</div></div>
</div></form>
<p>上一条：<a href="/${column.slug}.htm">返回${column.name}</a></p>`,
  }),
  more: () => [],
}

function articlePath(column: Column, article: Article): string {
  return `/info/${column.number}/${article.id - 1_330_000}.htm`
}

function columnMain(content: SiteContent, column: Column): string {
  const rows = column.articles.map(
    (article, index) =>
      `<li id="line_u9_${index}"><a href="/info/${column.number}/${article.id - 1_330_000}.htm" target="_blank">${escapeHtml(article.title)}</a><span class="date">${listedDate(content, column, article)}</span></li>`,
  )
  return `<div class="dqwz">当前位置: <a href="/index.html">首页</a>>>${column.name}</div>
${rows.length > 0 ? `<ul class="news-list">\n${rows.join('\n')}\n</ul>\n${pager(rows.length)}` : `<p>${column.note ?? ''}</p>`}`
}

function pager(count: number): string {
  return `<div class="pb_sys_common"><span class="p_t">共${count}条</span><span class="p_no_d">1</span></div>`
}
