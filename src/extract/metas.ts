import type { PageDocument } from './document.ts'
import { fold } from './text.ts'

/** Names of the site guideline (国办发〔2017〕47号, annex) in their standard spelling. */
const STANDARD = [
  'SiteName',
  'SiteDomain',
  'SiteIDCode',
  'ColumnName',
  'ColumnDescription',
  'ColumnKeywords',
  'ColumnType',
  'ArticleTitle',
  'PubDate',
  'ContentSource',
  'Keywords',
  'Description',
  'Author',
  'Image',
  'Url',
]
const SPELLING = new Map(STANDARD.map((name) => [name.toLowerCase(), name]))
const MAX_METAS = 200
const MAX_CONTENT = 2000

/** Every named meta, standard names in their standard spelling; of a name said twice the first that says something. */
export function readMetas(doc: PageDocument): Record<string, string> {
  const metas: Record<string, string> = {}
  for (const { attribs } of doc.$('meta[name]').toArray().slice(0, MAX_METAS)) {
    const raw = attribs['name']?.trim() ?? ''
    const name = SPELLING.get(raw.toLowerCase()) ?? raw
    const content = fold(attribs['content'] ?? '').slice(0, MAX_CONTENT)
    if (name === '' || name === '__proto__') continue
    if (!Object.hasOwn(metas, name) || metas[name] === '') metas[name] = content
  }
  return metas
}

/** The site code of a meta: of the official form, and said once or several times alike; null for `null`, empty and the rest. */
export function codeOf(content: string | undefined): string | null {
  const codes = new Set(
    (content ?? '')
      .match(/(?<![\w])(?:\d{10}|bm\d{8}|N\d{9})(?!\w)/gi)
      ?.map((code) => (/^n/i.test(code) ? code.toUpperCase() : code.toLowerCase())),
  )
  return codes.size === 1 ? ([...codes][0] ?? null) : null
}

/** The page's headline: ArticleTitle, else `<title>` without the site's own name behind it, else the first heading. */
export function readTitle(doc: PageDocument, metas: Readonly<Record<string, string>>): string | null {
  if (metas['ArticleTitle']) return metas['ArticleTitle']
  const title = fold(doc.$('title').first().text())
  if (title === '') return fold(doc.$('h1').first().text()).slice(0, 300) || null
  const site = metas['SiteName'] ?? ''
  const bare = site === '' || !title.endsWith(site) ? title : title.slice(0, -site.length).replace(/[\s_|\-—–·>]+$/, '')
  return (bare === '' ? title : bare).slice(0, 300)
}

/** Where the article came from: the meta, or the printed 来源. */
export function readContentSource(doc: PageDocument, metas: Readonly<Record<string, string>>): string | null {
  if (metas['ContentSource']) return metas['ContentSource']
  const printed = /(?:信息|文章|稿件|内容)?来\s?源\s{0,2}[:：]\s{0,2}([^\s:：|【】[\]<>]{2,40})/.exec(doc.visible.slice(0, 20_000))?.[1]
  return printed === undefined || /^(?:发布|日期|时间|作者|字体|浏览|点击|编辑)/.test(printed) ? null : printed
}
