import type { Article, Column } from '../content.ts'
import { articleMeta, columnMeta, escapeHtml } from '../markup.ts'
import { documentHead, listedDate, navigationItems, type Platform } from '../pages.ts'
import { PARAGRAPHS } from '../titles.ts'

/** jeecms and its like: long numbers as file names, the date before the link. */
export const jeecms: Platform = {
  charset: 'utf-8',
  columnPath: (column) => `/${column.slug}/index.html`,
  articlePath,
  frame: (content, page) => `<!doctype html>
<html>
${documentHead(content, page, '<meta charset="utf-8"/>')}
<body>
<header class="head"><a href="/"><img src="/images/logo.png" alt=""/></a></header>
<div class="navbar nav"><ul class="nav-list">${navigationItems(content)}</ul></div>
<main>
${page.main}
</main>
<div class="foot footer">
${content.footer}
</div>
</body>
</html>`,
  block: (content, column) => `<div class="column"><div class="column-title"><a href="/${column.slug}/index.html">${column.name}</a></div>
<ul class="column-list">
${column.articles
  .slice(0, content.rowsOnHome)
  .map(
    (article) =>
      `<li><span class="time">${listedDate(content, column, article)}</span><a href="${articlePath(column, article)}" title="${escapeHtml(article.title)}">${escapeHtml(article.title)}</a></li>`,
  )
  .join('\n')}
</ul></div>`,
  columnMain: (content, column) => `<div class="crumb">您所在的位置：<a href="/">首页</a>&nbsp;/&nbsp;${column.name}</div>
<ul class="article-list">
${column.articles
  .map(
    (article) =>
      `<li><span class="time">${listedDate(content, column, article)}</span><a href="${articlePath(column, article)}">${escapeHtml(article.title)}</a></li>`,
  )
  .join('\n')}
</ul>`,
  articlePage: (content, column, article) => ({
    path: articlePath(column, article),
    title: `${article.title} - ${content.identity.name}`,
    meta: columnMeta(column.name, column.type) + articleMeta(article.title, `${article.date} 08:55`, article.source),
    main: `<h1 class="article-title">${escapeHtml(article.title)}</h1>
<p class="article-info">发布日期：${content.date(article.date)} 来源：${article.source}</p>
<div class="article-content">${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('\n')}</div>`,
  }),
  more: () => [],
}

function articlePath(column: Column, article: Article): string {
  return `/${column.slug}/10129429701${String(article.id)}79.html`
}
