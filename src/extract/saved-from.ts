import { decode } from './charset.ts'
import { parseDocument } from './document.ts'

const HEAD_BYTES = 65_536

/** The URL that a browser noted in a page when it saved it (`<!-- saved from url=(0029)http://… -->`), or else the one that the page gives as its own. */
export function savedFrom(bytes: Uint8Array): string | undefined {
  const { text } = decode(bytes.subarray(0, HEAD_BYTES))
  return absolute(/<!--\s{0,5}saved from url=\(\d{1,6}\)(\S{1,2000})/i.exec(text)?.[1]) ?? ownUrl(text)
}

/** True for a page that a browser saved: its resources are copies in a folder beside it, no links of the site. */
export function isSaved(text: string): boolean {
  return /<!--\s{0,5}saved from url=\(\d{1,6}\)/i.test(text.slice(0, 4096))
}

function ownUrl(text: string): string | undefined {
  const { $ } = parseDocument(text, 'file:///')
  const said = [
    $('link[rel="canonical" i]').attr('href'),
    $('meta[property="og:url" i]').attr('content'),
    $('meta[name="url" i]').attr('content'),
    $('base[href]').attr('href'),
  ]
  return said.map(absolute).find((url) => url !== undefined)
}

function absolute(text: string | undefined): string | undefined {
  const url = text?.trim() ?? ''
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url).href : undefined
}
