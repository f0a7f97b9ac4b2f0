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
  const seen = new Map<string, string>()
  for (const name of names) {
    const folded = foldName(name)
    if (seen.has(folded)) throw new BundleFlaw('name-duplicate', name)
    seen.set(folded, name)
  }
  for (const name of names) {
    const parts = foldName(name).split('/')
    for (let length = 1; length < parts.length; length += 1) {
      const above = seen.get(parts.slice(0, length).join('/'))
      if (above !== undefined && !above.endsWith('/')) throw new BundleFlaw('name-duplicate', name)
    }
  }
}

function foldName(name: string): string {
  return name.replace(/\/$/, '').normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
}
