import { createHash } from 'node:crypto'
import type { Article, Column } from '../content.ts'
import { compact } from '../dates.ts'
import { articleMeta, columnMeta, escapeHtml } from '../markup.ts'
import { documentHead, html, json, listedDate, navigationItems, type Platform, type SiteContent } from '../pages.ts'
import type { Answer } from '../plan.ts'
import { PARAGRAPHS } from '../titles.ts'

/** The provincial platform: `/fgg/c106090/list.shtml` with an empty list, which a script fills from `/common/search/<channel>`. */
export const provincial: Platform = {
  charset: 'utf-8',
  columnPath: (column) => `/${column.slug}/c${column.number}/list.shtml`,
  articlePath,
  frame: (content, page) => `<!DOCTYPE html>
<html>
${documentHead(content, page)}
<body>
<div class="header-box"><a href="/"><img src="/images/logo.png" alt="logo"></a></div>
<nav class="nav"><ul>${navigationItems(content)}</ul></nav>
<section class="container">
${page.main}
</section>
<footer class="footer">
${content.footer}
</footer>
</body>
</html>`,
  block: (
    content,
    column,
  ) => `<div class="mod"><div class="hd"><h2><a href="/${column.slug}/c${column.number}/list.shtml">${column.name}</a></h2><a href="/${column.slug}/c${column.number}/list.shtml" class="more">更多+</a></div>
<ul class="bd">
${column.articles
  .slice(0, content.rowsOnHome)
  .map(
    (article) =>
      `<li><a href="${articlePath(column, article)}" target="_blank" title="${escapeHtml(article.title)}">${escapeHtml(article.title)}</a><em>${article.date}</em></li>`,
  )
  .join('\n')}
</ul></div>`,
  columnMain: (_, column) => `<div class="crumbs">当前位置：<a href="/">首页</a> / <span>${column.name}</span></div>
<div id="page-content"><ul id="body"></ul></div>
<div id="page-div"></div>
<script>
(function () {
  var page = 1, url = '/common/search/${channel(column)}?sort=&_isAgg=false&_isJson=false&_pageSize=20&_template=index&page=';
  var request = new XMLHttpRequest();
  request.open('GET', url + page);
  request.onload = function () { document.getElementById('page-content').innerHTML = request.responseText };
  request.send();
})();
</script>`,
  articlePage: (content, column, article) => ({
    path: articlePath(column, article),
    title: `${article.title}-${content.identity.name}`,
    meta: columnMeta(column.name, column.type) + articleMeta(article.title, `${article.date} 10:08`, article.source),
    main: `<div class="crumbs">当前位置：<a href="/">首页</a> / <a href="/${column.slug}/c${column.number}/list.shtml">${column.name}</a></div>
<h1>${escapeHtml(article.title)}</h1>
<div class="article-info"><span>发布时间：${article.date} 10:08</span><span>来源：${article.source}</span></div>
<div class="article">${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('')}</div>`,
  }),
  more: (content) => content.columns.flatMap((column) => channelData(content, column)),
}

function articlePath(column: Column, article: Article): string {
  return `/${column.slug}/c${column.number}/${compact(article.addressDate ?? article.date).slice(0, 6)}/${article.id + 172_535_221}.shtml`
}

/** 32 hexadecimal digits that stand for the column. */
function channel(column: Column): string {
  return createHash('md5').update(`${column.slug} ${column.number}`).digest('hex')
}

function channelData(content: SiteContent, column: Column): [string, Answer][] {
  const base = `/common/search/${channel(column)}?sort=&_isAgg=false`
  const rows = column.articles.map(
    (article) =>
      `<li><div class="title"><a href="${articlePath(column, article)}" target="_blank" title="${escapeHtml(article.title)}">${escapeHtml(article.title)}</a></div><div class="date">${listedDate(content, column, article)}</div></li>`,
  )
  const results = column.articles.map((article) => ({
    title: article.title,
    url: articlePath(column, article),
    publishedTimeStr: `${article.date} 10:08:00`,
  }))
  return [
    [`${base}&_isJson=false&_pageSize=20&_template=index&page=1`, html(provincial, `<ul id="body">\n${rows.join('\n')}\n</ul>`)],
    [`${base}&_isJson=true&_pageSize=20&_template=index&page=1`, json({ data: { total: results.length, page: 1, rows: 20, results } })],
  ]
}
