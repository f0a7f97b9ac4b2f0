import type { Article, Column } from '../content.ts'
import { articleMeta, columnMeta, escapeHtml } from '../markup.ts'
import { documentHead, file, html, json, listedDate, navigationItems, type Platform, type SiteContent } from '../pages.ts'
import type { Answer, Pages } from '../plan.ts'
import { PARAGRAPHS } from '../titles.ts'

/** A Vue-like site: homepage and columns are empty shells that `/static/js/app.js` fills from `/api/…`; articles are plain pages. */
export const shell: Platform = {
  charset: 'utf-8',
  columnPath: (column) => `/${column.slug}`,
  articlePath,
  frame: (content, page) => `<!DOCTYPE html>
<html lang="zh-cn">
${documentHead(content, page)}
<body>
<div class="nav"><ul>${navigationItems(content)}</ul></div>
<div class="article">
${page.main}
</div>
<div class="footer">
${content.footer}
</div>
</body>
</html>`,
  block: (content, column) =>
    `<div class="card"><h3><a href="/${column.slug}">${column.name}</a></h3><ul>${rows(content, column, content.rowsOnHome)}</ul></div>`,
  columnMain: (content, column) => `<h2>${column.name}</h2><ul id="list">${rows(content, column, column.articles.length)}</ul>`,
  articlePage: (content, column, article) => ({
    path: articlePath(column, article),
    title: `${article.title}_${content.identity.name}`,
    meta: columnMeta(column.name, column.type) + articleMeta(article.title, `${article.date} 11:20`, article.source),
    main: `<h1>${escapeHtml(article.title)}</h1><p>发布时间：${content.date(article.date)}　来源：${article.source}</p>
${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('\n')}`,
  }),
  more: () => [['/static/js/app.js', file('application/javascript', new TextEncoder().encode(APP))]],
}

/** What the shell's script does: asks for this path's content and puts it into the page. */
const APP = `(function () {
  var request = new XMLHttpRequest();
  request.open('GET', '/api/view?path=' + encodeURIComponent(location.pathname));
  request.onload = function () { document.getElementById('app').innerHTML = JSON.parse(request.responseText).content };
  request.send();
})();`

/** Turns the finished pages at `paths` into shells, and keeps what they showed as the script's data. */
export function hollow(pages: Pages, content: SiteContent, paths: readonly string[]): Pages {
  for (const path of paths) {
    const answer = pages.get(path)
    if (!answer) throw new Error(`the shell has no page ${path} to hollow out`)
    const text = new TextDecoder().decode(answer.body)
    const title = /<title>([^<]{0,200})/.exec(text)?.[1] ?? content.identity.name
    const body = text.slice(text.indexOf('<body>') + '<body>'.length, text.indexOf('</body>'))
    pages.set(`/api/view?path=${encodeURIComponent(path)}`, json({ content: body }))
    pages.set(path, emptyShell(title))
  }
  return pages
}

function emptyShell(title: string): Answer {
  const text = `<!DOCTYPE html>
<html lang="zh-cn">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
<noscript>本网站需要启用 JavaScript 才能正常浏览。</noscript>
<div id="app"></div>
<script src="/static/js/app.js"></script>
</body>
</html>`
  return html(shell, text)
}

function articlePath(column: Column, article: Article): string {
  return `/${column.slug}/${article.id}.html`
}

function rows(content: SiteContent, column: Column, count: number): string {
  return column.articles
    .slice(0, count)
    .map(
      (article) =>
        `<li><a href="${articlePath(column, article)}">${escapeHtml(article.title)}</a><span>${listedDate(content, column, article)}</span></li>`,
    )
    .join('\n')
}
