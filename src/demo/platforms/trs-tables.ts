import type { Article, Column } from '../content.ts'
import { compact } from '../dates.ts'
import { escapeHtml, siteMeta } from '../markup.ts'
import { listedDate, type PageParts, type Platform, type SiteContent } from '../pages.ts'
import { PARAGRAPHS } from '../titles.ts'

/** An old TRS site of nested tables: upper-case tags, unquoted attributes, line breaks inside tags, no column markup. */
export const trsTables: Platform = {
  charset: 'utf-8',
  columnPath: (column) => `/${column.slug}/`,
  articlePath: (column, article) => `/${column.slug}/${inFolder(article)}`,
  frame,
  block: (content, column) => `<TABLE width=480 border=0 cellPadding=0><TR><TD class=bt><A
 href=/${column.slug}/>${column.name}</A></TD><TD align=right><A href=/${column.slug}/>更多</A></TD></TR>
<TR><TD colSpan=2>${table(content, column, content.rowsOnHome, `/${column.slug}/`)}</TD></TR></TABLE>`,
  columnMain: (content, column) => `<TABLE width=760><TR><TD class=dqwz>首页 &gt; ${column.name}</TD></TR>
<TR><TD>${table(content, column, column.articles.length, './')}</TD></TR></TABLE>`,
  articlePage: (content, column, article) => ({
    path: `/${column.slug}/${inFolder(article)}`,
    title: article.title,
    main: `<TABLE width=760><TR><TD align=center class=bt2>${escapeHtml(article.title)}</TD></TR>
<TR><TD align=center>${content.date(article.date)}　来源：${article.source}</TD></TR>
<TR><TD class=TRS_Editor>${PARAGRAPHS.map((text) => `<P>${text}`).join('\n')}</TD></TR></TABLE>`,
  }),
  more: () => [],
}

function inFolder(article: Article): string {
  const day = compact(article.addressDate ?? article.date)
  return `${day.slice(0, 6)}/t${day}_${article.id}.htm`
}

function table(content: SiteContent, column: Column, count: number, folder: string): string {
  const rows = column.articles.slice(0, count).map(
    (article) => `<TR><TD
 height=24>·<A target=_blank
 href=${folder}${inFolder(article)}>${escapeHtml(article.title)}</A></TD><TD width=90 align=right>${listedDate(content, column, article)}</TD></TR>`,
  )
  return `<TABLE width="100%">\n${rows.join('\n')}\n</TABLE>`
}

function frame(content: SiteContent, page: PageParts): string {
  const cells = content.navigation.map(({ text, href }) => `<TD align=center><A href=${href}>${text}</A></TD>`)
  return `<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=utf-8">
<TITLE>${escapeHtml(page.title)}</TITLE>
${siteMeta(content.identity, content.metaCode)}
${page.meta ?? ''}
</HEAD>
<BODY topMargin=0>
<TABLE width=760 align=center><TR><TD><IMG src=/images/logo.png></TD></TR></TABLE>
<TABLE width=760 align=center class=nav id=nav><TR>${cells.join('\n')}</TR></TABLE>
<CENTER>
${page.main}
</CENTER>
<DIV class=footer align=center>
${content.footer}
</DIV>
</BODY></HTML>`
}
