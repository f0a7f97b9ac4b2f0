import type { DataRequest, ListRow } from '../model/page.ts'
import type { PageDocument } from './document.ts'
import { normalise } from './links.ts'

const MAX_SOURCE = 2_000_000
/** Sites of the platform differ in the first folder: `/common/search/`, `/search/`, `/searchList/`. */
const SEARCH = /\/(?:common\\?\/search|search(?:List)?)\\?\/[0-9a-f]{32}[^\s"'<>\\)]{0,400}/gi
const JOINED = /\/(?:common\\?\/search|searchList)\\?\/|["'][^"'\s]{0,60}\/search\\?\/["']\s{0,3}\+/
/** A channel's id beside a name that says so: a variable, an attribute, the value of a field. */
const CHANNEL = /(?:channel|chid|column_?id)[\w-]{0,20}["']?\s{0,3}(?:value\s{0,3})?[:=,]\s{0,3}["']([0-9a-f]{32})["']/gi

/**
 * The provincial platform's channel search, wherever the page names it: script, attribute or link. A page that has a box `waiting` for rows and names its
 * channel is filled from there as well, by a script file that is not looked into.
 */
export function searchRequests(doc: PageDocument, code: string, waiting: boolean): DataRequest[] {
  const source = `${code}\n${doc.text.slice(0, MAX_SOURCE)}`
  const paths = [...source.matchAll(SEARCH)].map((match) => match[0].replaceAll('&amp;', '&').replaceAll('\\/', '/'))
  const [joined] = JOINED.exec(code) ?? []
  if (paths.length > 0 || (joined === undefined && !waiting)) return unique(paths.map((path) => completed(path, doc.base)))
  // The page joins the address out of its channel and a query.
  const query = /search(?:List)?\\?\/?["'][^"'?;]{0,120}["'](\?[^"'\s]{0,300})["']/.exec(code)?.[1] ?? ''
  const folder = /(?:common\/)?search(?:List)?/.exec(joined?.replaceAll('\\', '') ?? '')?.[0] ?? 'common/search'
  const ids = [...source.matchAll(CHANNEL)].map((match) => match[1])
  return unique(ids.map((id) => completed(`/${folder}/${id}${query}`, doc.base)))
}

/** The parameters that the platform's own script would add, where the page builds the address out of pieces. */
function completed(path: string, base: string): DataRequest | undefined {
  const url = normalise(path, base)
  if (url === undefined) return undefined
  const request = new URL(url)
  const defaults: Record<string, string> = { _isAgg: 'false', _isJson: 'false', _pageSize: '20', _template: 'index', page: '1' }
  for (const [name, value] of Object.entries(defaults)) {
    // A parameter that ends in nothing is one that the script would have joined on.
    if (!request.searchParams.get(name)) request.searchParams.set(name, value)
  }
  if (!request.searchParams.has('sort')) request.searchParams.set('sort', '')
  return { url: request.href, platform: 'gansu-search' }
}

/** hanweb's jpage: the first group of rows is in the page; only where it is not is its data asked for. */
export function pageRequests(doc: PageDocument, code: string, list: readonly ListRow[]): DataRequest[] {
  if (list.length > 0 || !/dataproxy\.jsp/.test(code)) return []
  const pathname = /["']([^"'\s]{0,300}dataproxy\.jsp[^"'\s]{0,500})["']/.exec(code)?.[1]
  const url = pathname === undefined ? undefined : normalise(pathname.replaceAll('&amp;', '&'), doc.base)
  if (url === undefined) return []
  const request = new URL(url)
  const perPage = /perpage["']?\s{0,3}[:=]\s{0,3}["']?(\d{1,4})/i.exec(code)?.[1] ?? '15'
  for (const name of ['columnid', 'unitid', 'webid', 'webname', 'path', 'col', 'appid', 'permissiontype', 'sourceContentType']) {
    const value = new RegExp(`["']?\\b${name}["']?\\s{0,3}[:=]\\s{0,3}["']?([\\w./-]{1,80})`, 'i').exec(code)?.[1]
    if (value !== undefined && !request.searchParams.has(name)) request.searchParams.set(name, value)
  }
  if (!request.searchParams.has('startrecord')) request.searchParams.set('startrecord', '1')
  if (!request.searchParams.has('endrecord')) request.searchParams.set('endrecord', String(Number(perPage) * 3))
  if (!request.searchParams.has('perpage')) request.searchParams.set('perpage', perPage)
  return [{ url: request.href, platform: 'jpage' }]
}

function unique(requests: readonly (DataRequest | undefined)[]): DataRequest[] {
  return [...new Map(requests.filter((one) => one !== undefined).map((one) => [one.url, one])).values()]
}
