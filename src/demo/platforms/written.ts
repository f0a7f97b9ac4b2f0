import type { Article, Column } from '../content.ts'
import { articleMeta, columnMeta, escapeHtml } from '../markup.ts'
import { documentHead, listedDate, navigationItems, type Platform, type SiteContent, script } from '../pages.ts'
import { PARAGRAPHS } from '../titles.ts'

const GENERATED_AT = '03:00'

/** Header and footer are not in the page: `/js/header.js` and `/js/footer.js` write them. Meta dates are those of the nightly generation. */
export const written: Platform = {
  charset: 'utf-8',
  columnPath: (column) => `/${column.slug}/list.html`,
  articlePath: (column, article) => `/${column.slug}/${article.id}.html`,
  frame: (content, page) => `<!DOCTYPE html>
<html>
${documentHead(content, page)}
<body>
<script type="text/javascript" src="/js/header.js"></script>
<div class="wrap">
${page.main}
</div>
<script type="text/javascript" src="/js/footer.js"></script>
</body>
</html>`,
  block: (content, column) => `<div class="panel"><div class="panel-hd"><a href="/${column.slug}/list.html">${column.name}</a></div>
<ul>${rows(content, column, column.articles.slice(0, content.rowsOnHome))}</ul></div>`,
  columnMain: (content, column) => `<div class="pos">首页 &gt; ${column.name}</div>
<ul class="newslist">${rows(content, column, column.articles)}</ul>`,
  articlePage: (content, column, article) => ({
    path: `/${column.slug}/${article.id}.html`,
    title: article.title,
    meta: columnMeta(column.name, column.type) + articleMeta(article.title, `${content.world.today} ${GENERATED_AT}`, article.source),
    main: `<h1>${escapeHtml(article.title)}</h1>
<div class="ly">来源：${article.source}　发布时间：${content.date(article.date)}</div>
<div class="nr">${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('\n')}</div>`,
  }),
  more: (content) => [
    [
      '/js/header.js',
      writer(`<div class="head"><img src="/images/logo.png" alt=""></div>\n<div class="nav"><ul>${navigationItems(content)}</ul></div>`),
    ],
    ['/js/footer.js', writer(`<div class="footer">${content.footer}</div>`)],
  ],
}

function rows(content: SiteContent, column: Column, articles: readonly Article[]): string {
  return articles
    .map(
      (article) =>
        `<li><a href="/${column.slug}/${article.id}.html" title="${escapeHtml(article.title)}">${escapeHtml(article.title)}</a><i>${listedDate(content, column, article)}</i></li>`,
    )
    .join('\n')
}

/** A script that writes the markup line by line; what would end the script element is split in two. */
function writer(markup: string) {
  const lines = markup
    .split('\n')
    .map((line) => line.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('</script>', "</scr'+'ipt>"))
  return script(lines.map((line) => `document.write('${line}');`).join('\n'))
}
