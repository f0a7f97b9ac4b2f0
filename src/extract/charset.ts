/** A body as text, and the charset it was read in (lower case, as a person would write it). */
export interface Decoded {
  readonly text: string
  readonly charset: string
}

/** How far a charset declaration may lie from the start; browsers look at 1,024 bytes, government pages put banners before it. */
const SNIFFED_BYTES = 8192
/** Labels that servers add on their own; no Chinese page is written in them. */
const SERVER_DEFAULT = /^(?:iso-?8859-1|latin1|us-ascii|ascii|windows-1252|cp1252)$/
const BROKEN_SHARE = 0.1

/** Decodes a body: a BOM wins, then bytes that are valid UTF-8, then header, then meta; the GB family is read as gb18030. Never throws. */
export function decode(bytes: Uint8Array, contentType?: string): Decoded {
  const bom = byOrderMark(bytes)
  if (bom) return read(bytes, bom)
  const declared = [labelIn(contentType ?? ''), metaLabel(bytes)].filter((label) => label !== undefined)
  if (hasHighBytes(bytes) && isUtf8(bytes)) return read(bytes, 'utf-8')
  const trusted = declared.find((label) => label !== 'utf-8' && !SERVER_DEFAULT.test(label) && canRead(label))
  if (trusted) return read(bytes, trusted)
  // Says UTF-8 or nothing and is not UTF-8: a Chinese page with high bytes is then of the GB family.
  return read(bytes, hasHighBytes(bytes) ? 'gb18030' : 'utf-8')
}

function byOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

function read(bytes: Uint8Array, charset: string): Decoded {
  return { text: new TextDecoder(charset).decode(bytes), charset }
}

function metaLabel(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, SNIFFED_BYTES))
  return labelIn(
    /<meta\s[^>]{0,300}charset[^>]{0,100}>/i.exec(head)?.[0] ??
      /^<\?xml[^>]{0,100}encoding[^>]{0,50}>/i.exec(head)?.[0]?.replace('encoding', 'charset') ??
      '',
  )
}

function labelIn(text: string): string | undefined {
  const label = /charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/i.exec(text)?.[1]?.toLowerCase()
  if (label === undefined) return undefined
  if (/^(?:gb2312|gbk|gb18030|gb_2312-80|x-gbk|cp936|chinese)$/.test(label)) return 'gb18030'
  return label === 'utf8' ? 'utf-8' : label
}

function canRead(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}

const hasHighBytes = (bytes: Uint8Array): boolean => bytes.some((byte) => byte >= 0x80)

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    // Cut in the middle of a character, or with a foreign snippet in it, a body is still UTF-8; of GB text read as UTF-8 about half is broken.
    return brokenShare(bytes) < BROKEN_SHARE
  }
}

function brokenShare(bytes: Uint8Array): number {
  const text = new TextDecoder('utf-8').decode(bytes)
  let broken = 0
  let high = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0xfffd) broken += 1
    if (code >= 0x80) high += 1
  }
  return high === 0 ? 0 : broken / high
}
