import type { Article, Column } from '../content.ts'
import { escapeHtml, siteMeta } from '../markup.ts'
import { listedDate, type PageParts, type Platform, type SiteContent } from '../pages.ts'
import { PARAGRAPHS } from '../titles.ts'

/** A site of its own making from the time of ASP: GBK bytes that call themselves gb2312, addresses with numbers in the query. */
export const legacyGbk: Platform = {
  charset: 'gbk',
  columnPath: (column) => `/NewsClass.asp?BigClassID=${column.number}`,
  articlePath,
  frame,
  block: (content, column) => `<table width="49%" border="0"><tr><td background="/images/banner.png"><b>${column.name}</b></td>
<td align="right"><a href="NewsClass.asp?BigClassID=${column.number}">更多...</a></td></tr>
<tr><td colspan="2"><ul>${rows(content, column, content.rowsOnHome)}</ul></td></tr></table>`,
  columnMain: (content, column) =>
    `<p>当前位置：首页 -&gt; ${column.name}</p><ul class="lb">${rows(content, column, column.articles.length)}</ul>`,
  articlePage: (content, column, article) => ({
    path: articlePath(column, article),
    title: `${article.title}--${content.identity.name}`,
    main: `<p align="center"><font size="4">${escapeHtml(article.title)}</font></p>
<p align="center">发布时间：${article.date} 9:12:00　作者：${article.source}　阅读：36次</p>
${PARAGRAPHS.map((text) => `<p>　　${text}</p>`).join('\n')}`,
  }),
  more: () => [],
}

function articlePath(_: Column, article: Article): string {
  return `/ReadNews.asp?NewsID=${article.id - 1_390_000}`
}

function rows(content: SiteContent, column: Column, count: number): string {
  return column.articles
    .slice(0, count)
    .map(
      (article) =>
        `<li><a href="${articlePath(column, article).slice(1)}">${escapeHtml(article.title)}</a>${listedDate(content, column, article)}</li>`,
    )
    .join('\n')
}

function frame(content: SiteContent, page: PageParts): string {
  const links = content.navigation.map(({ text, href }) => `<a href="${href}">${text}</a>`).join(' | ')
  return `<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>${escapeHtml(page.title)}</title>
${siteMeta(content.identity, content.metaCode)}
${page.meta ?? ''}
</head>
<body bgcolor="#ffffff">
<table width="778" align="center"><tr><td><img src="/images/logo.png" width="778"></td></tr>
<tr><td id="menu" class="menu">${links}</td></tr></table>
<table width="778" align="center"><tr><td>
${page.main}
</td></tr></table>
<table width="778" align="center"><tr><td align="center" id="footer">
${content.footer}
</td></tr></table>
</body>
</html>`
}
