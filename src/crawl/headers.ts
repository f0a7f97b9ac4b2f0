/** Head fields as evidence keeps them, and the few that the next hop needs. */
export interface HeadFields {
  readonly headers: Readonly<Record<string, string>>
  readonly location: Buffer | undefined
  readonly cookies: readonly string[]
}

/** Reads raw fields, name and value in turn. Lower-case names, repeated fields joined by `, `; bytes beyond ASCII are read as UTF-8 where they are, else as Latin-1. */
export function readHeaders(fields: readonly (Buffer | string)[]): HeadFields {
  const headers: Record<string, string> = Object.create(null)
  const cookies: string[] = []
  let location: Buffer | undefined
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const raw = toBuffer(fields[index + 1])
    const name = toBuffer(fields[index]).toString('latin1').trim().toLowerCase()
    const value = textOf(raw).trim()
    if (name === '') continue
    if (name === 'location') location ??= raw
    if (name === 'set-cookie') cookies.push(value)
    const before = headers[name]
    headers[name] = before === undefined ? value : `${before}, ${value}`
  }
  return { headers: { ...headers }, location, cookies }
}

/** Where a `Location` leads from here; null when it is no URL. Bytes that are not UTF-8 go back to the server as they came. */
export function resolveLocation(location: Buffer, from: URL): URL | null {
  const text = utf8(location) ?? escapeBytes(location)
  try {
    const url = new URL(text.trim(), from)
    if (url.hash === '' && from.hash !== '') url.hash = from.hash
    return url
  } catch {
    return null
  }
}

function toBuffer(value: Buffer | string | undefined): Buffer {
  return typeof value === 'string' ? Buffer.from(value, 'latin1') : (value ?? Buffer.alloc(0))
}

function textOf(raw: Buffer): string {
  return utf8(raw) ?? raw.toString('latin1')
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

function utf8(raw: Buffer): string | null {
  try {
    return strictUtf8.decode(raw)
  } catch {
    return null
  }
}

function escapeBytes(raw: Buffer): string {
  let text = ''
  for (const byte of raw) text += byte < 0x80 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  return text
}
