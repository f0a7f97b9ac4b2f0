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
  const high = hasHighBytes(bytes)
  const utf8 = high ? utf8Of(bytes) : null
  if (utf8 !== null) return { text: utf8, charset: 'utf-8' }
  const declared = [labelIn(contentType ?? ''), metaLabel(bytes)].filter((label) => label !== undefined)
  const trusted = declared.find((label) => label !== 'utf-8' && !SERVER_DEFAULT.test(label) && canRead(label))
  if (trusted) return read(bytes, trusted)
  // Says UTF-8 or nothing and is not UTF-8: a Chinese page with high bytes is then of the GB family.
  return read(bytes, high ? 'gb18030' : 'utf-8')
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
  // Whatever the charset, this leaves ASCII as it is, and only ASCII is looked for; decoders of single-byte charsets are many times slower.
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, SNIFFED_BYTES))
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

function hasHighBytes(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80) return true
  return false
}

/** The bytes as UTF-8; null when they are something else. */
function utf8Of(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Cut in the middle of a character, or with a foreign snippet in it, a body is still UTF-8; of GB text read as UTF-8 about half is broken.
    const text = new TextDecoder('utf-8').decode(bytes)
    return brokenShare(text) < BROKEN_SHARE ? text : null
  }
}

function brokenShare(text: string): number {
  let broken = 0
  let high = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0xfffd) broken += 1
    if (code >= 0x80) high += 1
  }
  return high === 0 ? 0 : broken / high
}
