const WEB = /^https?:$/
/** Up to the path: only a literal IPv6 host may hold brackets. */
const AUTHORITY = /^[^/]*\/\/[^/]*/

/** The URL as a browser asks for it, without its fragment; null for a text that is no http(s) URL. */
export function webUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  url.hash = ''
  return WEB.test(url.protocol) ? url : null
}

/** The URI of a record about this URL, by RFC 3986: browsers and links are laxer, and what they let through is escaped. */
export function targetUri(text: string): string {
  const href = webUrl(text)?.href
  if (href === undefined) return urn('url', text)
  const authority = AUTHORITY.exec(href)?.[0] ?? ''
  return `${escapeUri(authority, true)}${escapeUri(href.slice(authority.length), false)}`
}

/** A name for what is not itself on the web: how a page was drawn, what a name server said. */
export function urn(kind: string, text: string): string {
  return `urn:${kind}:${escapeUri(webUrl(text)?.href ?? text, false) || '-'}`
}

function escapeUri(text: string, brackets: boolean): string {
  const escaped = text.toWellFormed().replace(/%(?![\dA-Fa-f]{2})|[^\w\-.~:/?@!$&'()*+,;=%[\]]/gu, encodeURIComponent)
  return brackets ? escaped : escaped.replace(/[[\]]/g, encodeURIComponent)
}
