/** Names of the tag files that every bundle has. */
export const DECLARATION = 'bagit.txt'
export const INFO = 'bag-info.txt'
export const MANIFEST = 'manifest-sha256.txt'
export const TAG_MANIFEST = 'tagmanifest-sha256.txt'
export const SIGNATURE = 'tagmanifest-sha256.txt.sig'
export const PUBLIC_KEY = 'public-key.pem'
export const DECLARATION_TEXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
export const PAYLOAD = 'data/'
/** The label in bag-info.txt that makes a bag one of ours, and the number that this program writes and reads. */
export const VERSION_LABEL = 'Govsite-Bundle-Version'
export const VERSION = 1

/** More than anybody reads; a hostile manifest could hold millions. */
const ENOUGH_BAD = 100
/** A hash, two blanks and the end of the line. */
const AROUND_PATH = 68
const LINE = /^([0-9a-fA-F]{64})[ \t]+(.+)$/s

/** A manifest: one line a file, ordered by path, so that equal files give equal bytes. */
export function writeManifest(hashes: ReadonlyMap<string, string>): string {
  const paths = [...hashes.keys()].sort()
  return paths.map((path) => `${hashes.get(path)}  ${encodePath(path)}\n`).join('')
}

/** Paths to hashes in lower case; `bad` are the numbers of lines that are no line of a manifest, or name a path again: the first of them, where there are many. */
export function readManifest(text: string): { hashes: Map<string, string>; bad: number[] } {
  const hashes = new Map<string, string>()
  const bad: number[] = []
  let index = -1
  for (const line of eachLine(text)) {
    index += 1
    const [, hash, encoded] = LINE.exec(line) ?? []
    const path = encoded === undefined ? undefined : decodePath(encoded)
    if (hash === undefined || path === undefined || hashes.has(path)) {
      if (bad.length < ENOUGH_BAD) bad.push(index + 1)
    } else hashes.set(path, hash.toLowerCase())
  }
  return { hashes, bad }
}

/** `bag-info.txt`; throws when a value would break out of its line. */
export function writeInfo(info: readonly (readonly [label: string, value: string])[]): string {
  return info
    .map(([label, value]) => {
      if (/[\r\n:]/.test(label) || /[\r\n]/.test(value) || value === '') throw new Error(`bag-info.txt cannot hold ${label}: ${value}`)
      return `${label}: ${value}\n`
    })
    .join('')
}

/** Labels in lower case to their first value; a line that begins with white space continues the one before. */
export function readInfo(text: string): Map<string, string> {
  const info = new Map<string, string>()
  for (const line of linesOf(text.replace(/\r\n?|\n/g, '\n').replace(/\n[ \t]+/g, ' '))) {
    const colon = line.indexOf(':')
    const label = line.slice(0, Math.max(0, colon)).trim().toLowerCase()
    if (label !== '' && !info.has(label)) info.set(label, line.slice(colon + 1).trim())
  }
  return info
}

/** RFC 8493 lets a path hold anything but the ends of a line; those and the percent sign itself are encoded. */
function encodePath(path: string): string {
  return path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D')
}

function decodePath(encoded: string): string {
  return encoded.replace(/%(0A|0D|25)/gi, (code) => decodeURIComponent(code))
}

/** As many bytes as a manifest of these paths can have, every character of them encoded and every line ended twice over. */
export function mostManifestBytes(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + AROUND_PATH + path.length * 3, 0)
}

/** One line after another, never all at once: a hostile text may be nothing but line ends. */
function* eachLine(text: string): Generator<string> {
  const end = /\r\n|\r|\n/g
  let from = 0
  for (let found = end.exec(text); found; found = end.exec(text)) {
    yield text.slice(from, found.index)
    from = end.lastIndex
  }
  if (from < text.length) yield text.slice(from)
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}
