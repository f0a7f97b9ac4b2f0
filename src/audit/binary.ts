/** What a body is that cannot be read as text. */
export type BinaryKind = 'pdf' | 'image' | 'other'

const IMAGE = /^(?:\x89PNG|\xff\xd8\xff|GIF8|BM[^<]|RIFF....WEBP)/s
const ARCHIVE = /^(?:PK\x03\x04|\xd0\xcf\x11\xe0|Rar!|7z\xbc\xaf)/
const NO_TEXT = /^(?:audio|video|application\/(?:zip|msword|vnd\.(?!wap)))/i

/** By the first bytes, or else by the type that the server gives; null for text. */
export function binaryKind(headers: Readonly<Record<string, string>>, bytes: Uint8Array): BinaryKind | null {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  const type = headers['content-type'] ?? ''
  if (start.startsWith('%PDF')) return 'pdf'
  if (IMAGE.test(start)) return 'image'
  if (ARCHIVE.test(start)) return 'other'
  // Servers give the type by the name asked for: what begins like markup is markup, a protection page in a picture's place above all.
  if (/^\s*</.test(start)) return null
  if (/application\/pdf/i.test(type)) return 'pdf'
  if (/^image\/(?!svg)/i.test(type)) return 'image'
  return NO_TEXT.test(type) ? 'other' : null
}
