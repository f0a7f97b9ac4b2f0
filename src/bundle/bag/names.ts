import { BundleFlaw } from './flaw.ts'

/** Throws a BundleFlaw for a name that could lead out of the folder it is unpacked into, on any system. */
export function checkName(name: string): void {
  if (name.includes('\0')) throw new BundleFlaw('name-nul', name)
  if (name.includes('\\')) throw new BundleFlaw('name-backslash', name)
  if (name.startsWith('/')) throw new BundleFlaw('name-absolute', name)
  const parts = name.replace(/\/$/, '').split('/')
  if (parts.includes('..')) throw new BundleFlaw('name-climbs', name)
  if (parts.includes('') || parts.includes('.')) throw new BundleFlaw('name-broken', name)
  // Windows reads a colon as a drive, or as a stream hidden behind a file.
  if (parts.some((part) => part.includes(':'))) throw new BundleFlaw('name-drive', name)
}

/** Throws a BundleFlaw when two of the names are one file on some system: by case, by Unicode normalisation, or as both a file and a folder. */
export function checkDistinct(names: readonly string[]): void {
  // What parts a path sorts before every other character, so that whatever lies below a name follows right behind it.
  const folded = names.map((name, index) => ({ index, name, key: foldName(name).replaceAll('/', '\0') }))
  folded.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : one.index - other.index))
  for (const [place, { key, name }] of folded.entries()) {
    const before = folded[place - 1]
    if (before === undefined) continue
    const isBelow = !before.name.endsWith('/') && key.startsWith(`${before.key}\0`)
    if (key === before.key || isBelow) throw new BundleFlaw('name-duplicate', name)
  }
}

function foldName(name: string): string {
  return name.replace(/\/$/, '').normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
}
