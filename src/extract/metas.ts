import { cut } from './cut.ts'
import type { PageDocument } from './document.ts'
import { fold, textOf } from './text.ts'

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
/** What other systems call a standard name, taken where the standard one says nothing. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  publishdate: 'PubDate',
  publishtime: 'PubDate',
  pubtime: 'PubDate',
  publishedtime: 'PubDate',
  'article:published_time': 'PubDate',
  'og:release_date': 'PubDate',
}
/** What a template prints where it has no value. */
const NO_VALUE = /^(?:null|undefined|none|\$\{.{0,80}\}|\{\{.{0,80}\}\})$/i
const MAX_METAS = 200
const MAX_CONTENT = 2000

/** Every named meta, standard names in their standard spelling; of a name said twice the first that says something. */
export function readMetas(doc: PageDocument): Record<string, string> {
  const metas: Record<string, string> = {}
  for (const { attribs } of doc.all('meta[name], meta[property]').slice(0, MAX_METAS)) {
    const raw = (attribs['name'] ?? attribs['property'] ?? '').trim()
    if (attribs['name'] === undefined && OTHER_NAMES[raw.toLowerCase()] === undefined) continue
    const name = SPELLING.get(raw.toLowerCase()) ?? raw
    const content = cut(fold(attribs['content'] ?? ''), MAX_CONTENT)
    if (name === '' || name === '__proto__') continue
    if (!Object.hasOwn(metas, name) || metas[name] === '') metas[name] = content
  }
  return metas
}

/** What a meta says, under its standard name or one that other systems give it; null when it says nothing. */
export function said(metas: Readonly<Record<string, string>>, name: string): string | null {
  const names = [name, ...Object.keys(metas).filter((one) => OTHER_NAMES[one.toLowerCase()] === name)]
  return names.map((one) => metas[one] ?? '').find((value) => value !== '' && !NO_VALUE.test(value)) ?? null
}

/** The site code of a meta: of the official form, and said once or several times alike; null for `null`, empty and the rest. */
export function codeOf(content: string | undefined): string | null {
  const codes = new Set(
    (content ?? '')
      .replace(/^\s{0,9}(\d{10})\1\s{0,9}$/, '$1')
      .match(/(?<![\w])(?:\d{10}|bm\d{8}|N\d{9})(?!\w)/gi)
      ?.map((code) => (/^n/i.test(code) ? code.toUpperCase() : code.toLowerCase())),
  )
  return codes.size === 1 ? ([...codes][0] ?? null) : null
}

/** The page's headline: ArticleTitle, else `<title>` without the site's own name behind it, else the first heading. */
export function readTitle(doc: PageDocument, metas: Readonly<Record<string, string>>): string | null {
  const article = said(metas, 'ArticleTitle')
  if (article !== null) return article
  const title = fold(doc.$('title').first().text())
  if (title === '') return cut(fold(doc.$('h1').first().text()), 300) || null
  const site = said(metas, 'SiteName') ?? ''
  const bare = site === '' || !title.endsWith(site) ? title : title.slice(0, -site.length).replace(/(?<![\s_|\-—–·>])[\s_|\-—–·>]+$/, '')
  return cut(bare === '' ? title : bare, 300)
}

/** Where the article came from: the meta, or the printed 来源. */
export function readContentSource(doc: PageDocument, metas: Readonly<Record<string, string>>): string | null {
  const meta = said(metas, 'ContentSource')
  if (meta !== null) return meta
  const root = doc.$.root().get(0)
  const text = root ? textOf(root, { apart: true, max: 20_000 }) : ''
  const printed = /(?:信息|文章|稿件|内容)?来\s{0,2}源\s{0,2}[:：]\s{0,2}([^\s:：|【】[\]<>]{2,60})/.exec(text)?.[1]
  const name =
    printed?.split(/(?:发布|发表|更新)?(?:日期|时间)|发布人|作者|浏览|点击|阅读|访问|编辑|字体|字号|打印|分享|(?:19|20)\d\d[-年/.]/)[0] ??
    ''
  return name.length < 2 ? null : cut(name, 40)
}
