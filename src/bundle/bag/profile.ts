import { BundleFlaw } from './flaw.ts'
import { DECLARATION, INFO, readInfo, VERSION, VERSION_LABEL } from './manifest.ts'
import type { ZipEntry } from './zip-entries.ts'

/** An entry with its path within the bag's folder. */
export interface BagEntry extends ZipEntry {
  readonly path: string
}

/** The one folder that holds every entry, and the entries within it; a BundleFlaw when there are several, or no bag in it. */
export function findBag(entries: readonly ZipEntry[]): { root: string; entries: BagEntry[] } {
  const [first] = entries
  if (!first) throw new BundleFlaw('no-bag')
  const root = first.name.slice(0, first.name.indexOf('/') + 1)
  const stranger = entries.find(({ name }) => root === '' || !name.startsWith(root))
  if (stranger) throw new BundleFlaw('many-folders', stranger.name)
  const inside = entries.map((entry) => ({ ...entry, path: entry.name.slice(root.length) }))
  if (!inside.some(({ path }) => path === DECLARATION)) throw new BundleFlaw('no-bag')
  return { root: root.slice(0, -1), entries: inside }
}

/** The labels of bag-info.txt, in lower case; a BundleFlaw when they do not say that it is a bundle which this program can read. */
export function readProfile(bytes: Uint8Array | undefined): Map<string, string> {
  const info = readInfo(new TextDecoder().decode(bytes ?? new Uint8Array()))
  const told = info.get(VERSION_LABEL.toLowerCase())
  if (told === undefined || !/^[1-9]\d{0,8}$/.test(told)) throw new BundleFlaw('no-profile', INFO)
  if (Number(told) > VERSION) throw new BundleFlaw('newer', INFO)
  return info
}
