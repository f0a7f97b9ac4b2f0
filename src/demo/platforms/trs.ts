import type { Article, Column } from '../content.ts'
import { compact } from '../dates.ts'
import { articleMeta, columnMeta, escapeHtml } from '../markup.ts'
import { documentHead, html, listedDate, navigationItems, type PageParts, type Platform, type SiteContent } from '../pages.ts'
import type { Answer } from '../plan.ts'
import { PARAGRAPHS } from '../titles.ts'

const ROWS_PER_PAGE = 8

/** TRS WCM: folders, `./202607/t20260731_1406815.html`, further list pages `index_1.html` that only a script links to. */
export const trs: Platform = {
  charset: 'utf-8',
  columnPath: (column) => `/${column.slug}/`,
  articlePath: (column, article) => `/${column.slug}/${inFolder(article)}`,
  frame: (content, page) => `<!DOCTYPE html>
<html lang="zh-CN">
${documentHead(content, page)}
<body>
<div class="header"><a href="/"><img src="/images/logo.png" alt="${content.identity.name}"></a></div>
<div class="nav"><ul>${navigationItems(content)}</ul></div>
<div class="main">
${page.main}
</div>
<div class="footer">
${content.footer}
</div>
</body>
</html>`,
  block: (content, column) => `<div class="zone">
<h3><a href="./${column.slug}/">${column.name}</a><span class="more"><a href="./${column.slug}/" target="_blank">更多&gt;&gt;</a></span></h3>
<ul>
${column.articles
  .slice(0, content.rowsOnHome)
  .map((article) => row(content, column, article, `./${column.slug}/${inFolder(article)}`))
  .join('\n')}
</ul></div>`,
  columnMain: (content, column) => listPage(content, column, 0),
  articlePage: (content, column, article) => ({
    path: `/${column.slug}/${inFolder(article)}`,
    title: `${article.title}_${content.identity.name}`,
    meta: columnMeta(column.name, column.type) + articleMeta(article.title, `${article.date} 09:30`, article.source),
    main: articleMain(content, column, article),
  }),
  more: (content) => content.columns.flatMap((column) => furtherPages(content, column)),
}

function inFolder(article: Article): string {
  const day = compact(article.addressDate ?? article.date)
  return `${day.slice(0, 6)}/t${day}_${article.id}.html`
}

function row(content: SiteContent, column: Column, article: Article, href: string): string {
  return `<li><a href="${href}" target="_blank" title="${escapeHtml(article.title)}">${escapeHtml(article.title)}</a><span>${listedDate(content, column, article)}</span></li>`
}

function pagesOf(column: Column): number {
  return Math.max(1, Math.ceil(column.articles.length / ROWS_PER_PAGE))
}

function listPage(content: SiteContent, column: Column, page: number): string {
  const rows = column.articles.slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE)
  return `<div class="position">您现在的位置：<a href="/">首页</a> &gt; ${column.name}</div>
<h2>${column.name}</h2>
<ul class="list">
${rows.map((article) => row(content, column, article, `./${inFolder(article)}`)).join('\n')}
</ul>
<div class="page"><script>
function createPageHTML(count, current, name, ext) { if (count > 1) document.getElementById('pages').innerHTML = (current + 1) + '/' + count }
</script><span id="pages"></span><script>createPageHTML(${pagesOf(column)}, ${page}, "index", "html");</script></div>`
}

function furtherPages(content: SiteContent, column: Column): [string, Answer][] {
  return Array.from({ length: pagesOf(column) - 1 }, (_, index) => {
    const page: PageParts = {
      path: `/${column.slug}/index_${index + 1}.html`,
      title: `${column.name}_${content.identity.name}`,
      meta: columnMeta(column.name, column.type),
      main: listPage(content, column, index + 1),
    }
    return [page.path, html(trs, trs.frame(content, page))]
  })
}

function articleMain(content: SiteContent, column: Column, article: Article): string {
  return `<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="../">${column.name}</a></div>
<h1>${escapeHtml(article.title)}</h1>
<div class="info">发布时间：${content.date(article.date)}　来源：${article.source}　字号：大 中 小</div>
<div class="TRS_Editor">${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('\n')}</div>`
}
