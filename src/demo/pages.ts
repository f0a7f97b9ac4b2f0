import type { Article, Column, Identity } from './content.ts'
import type { DateStyle } from './dates.ts'
import { png } from './files.ts'
import { encodeGbk } from './gbk.ts'
import { columnMeta, escapeHtml, siteMeta } from './markup.ts'
import type { Answer, Asked, Pages, World } from './plan.ts'

/** One page without what its platform puts around it. */
export interface PageParts {
  /** Path and query, as links have it. */
  readonly path: string
  readonly title: string
  readonly main: string
  /** Meta names of columns and articles. */
  readonly meta?: string
}

/** What a site shows, whatever its platform. */
export interface SiteContent {
  readonly identity: Identity
  readonly world: World
  readonly columns: readonly Column[]
  readonly navigation: readonly { readonly text: string; readonly href: string }[]
  readonly footer: string
  /** Pictures, entries and forms of the homepage beside its lists. */
  readonly homeExtra: string
  readonly rowsOnHome: number
  readonly date: DateStyle
  /** SiteIDCode in the meta names, where it is not the site's own code. */
  readonly metaCode?: string
}

/** A way of building sites: addresses, frames and lists. */
export interface Platform {
  readonly charset: 'utf-8' | 'gbk'
  columnPath(column: Column): string
  articlePath(column: Column, article: Article): string
  /** The whole document around a page's main part. */
  frame(content: SiteContent, page: PageParts): string
  /** A heading with its newest rows, on the homepage. */
  block(content: SiteContent, column: Column): string
  columnMain(content: SiteContent, column: Column): string
  articlePage(content: SiteContent, column: Column, article: Article): PageParts
  /** Pages that only this platform has: further list pages, data for scripts, scripts themselves. */
  more(content: SiteContent): Iterable<readonly [path: string, answer: Answer]>
}

/** Every page of the site by its path and query. */
export function composePages(platform: Platform, content: SiteContent, extra: readonly PageParts[] = []): Pages {
  const pages: Pages = new Map()
  const add = (page: PageParts) => pages.set(page.path, html(platform, platform.frame(content, page)))
  const home: PageParts = {
    path: '/',
    title: content.identity.name,
    main: `${content.homeExtra}${content.columns
      .filter((column) => column.articles.length > 0)
      .map((column) => platform.block(content, column))
      .join('\n')}`,
  }
  add(home)
  pages.set('/index.html', html(platform, platform.frame(content, home)))
  for (const column of content.columns) {
    add({
      path: platform.columnPath(column),
      title: `${column.name}_${content.identity.name}`,
      meta: columnMeta(column.name, column.type),
      main: platform.columnMain(content, column),
    })
    for (const article of column.articles) add(platform.articlePage(content, column, article))
  }
  for (const page of extra) add(page)
  add(sitemap(platform, content))
  for (const [path, answer] of [...commonFiles(), ...platform.more(content)]) pages.set(path, answer)
  return pages
}

/** Answers from the pages, a query that no page knows left aside; what is not there gets the site's "not found", by default a plain 404. */
export function answerFrom(pages: Pages, missing: Answer = notFound()): (asked: Asked) => Answer {
  return ({ target }) => pages.get(target) ?? pages.get(target.split('?')[0] ?? target) ?? missing
}

export function html(platform: Pick<Platform, 'charset'>, text: string): Answer {
  const body = platform.charset === 'gbk' ? encodeGbk(text) : new TextEncoder().encode(text)
  return { status: 200, type: platform.charset === 'gbk' ? 'text/html' : 'text/html; charset=utf-8', body }
}

export function script(text: string): Answer {
  return { status: 200, type: 'application/javascript; charset=utf-8', body: new TextEncoder().encode(text) }
}

export function json(data: unknown): Answer {
  return { status: 200, type: 'application/json; charset=utf-8', body: new TextEncoder().encode(JSON.stringify(data)) }
}

function notFound(): Answer {
  const text =
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>404 Not Found</title></head><body><h1>404 Not Found</h1><hr>nginx</body></html>'
  return { ...html({ charset: 'utf-8' }, text), status: 404 }
}

export function file(type: string, body: Uint8Array): Answer {
  return { status: 200, type, body }
}

/** The head that most platforms write. */
export function documentHead(content: SiteContent, page: PageParts, charset = '<meta charset="utf-8">'): string {
  return `<head>
${charset}
<title>${escapeHtml(page.title)}</title>
${siteMeta(content.identity, content.metaCode)}
${page.meta ?? ''}
<link rel="stylesheet" href="/css/style.css">
</head>`
}

export function navigationItems(content: SiteContent): string {
  return content.navigation.map(({ text, href }) => `<li><a href="${href}">${text}</a></li>`).join('\n')
}

/** The article's date as lists of its column show it. */
export function listedDate(content: SiteContent, column: Column, article: Article): string {
  return (column.listed ?? content.date)(article.date)
}

function sitemap(platform: Platform, content: SiteContent): PageParts {
  const items = content.columns.map((column) => `<li><a href="${platform.columnPath(column)}">${column.name}</a></li>`)
  return {
    path: '/sitemap.html',
    title: `网站地图_${content.identity.name}`,
    main: `<h1>网站地图</h1><ul class="map">${items.join('')}</ul>`,
  }
}

function commonFiles(): [string, Answer][] {
  const style =
    'body{font-family:sans-serif;width:1000px;margin:0 auto}.nav li{display:inline-block;margin:0 12px}.footer{text-align:center}'
  return [
    ['/css/style.css', file('text/css', new TextEncoder().encode(style))],
    ['/favicon.ico', file('image/png', png(16, 16, 0xb01f24))],
    ['/images/logo.png', file('image/png', png(320, 60, 0xb01f24))],
    ['/images/banner.png', file('image/png', png(960, 90, 0x1f5fb0))],
    ['/images/conac.png', file('image/png', png(48, 48, 0xd9a441))],
    ['/images/jiucuo.png', file('image/png', png(106, 47, 0x2f6f3f))],
  ]
}
