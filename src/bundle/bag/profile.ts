import { BundleFlaw } from './flaw.ts'
import type { Limits } from './limits.ts'
import { DECLARATION, INFO, MANIFEST, mostManifestBytes, readInfo, TAG_MANIFEST, VERSION, VERSION_LABEL } from './manifest.ts'
import { SMALL_FILES } from './rules.ts'
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

/** A manifest may list files that were taken out of the zip: some ten thousand, before it is refused unread. */
const MISSING_LISTED = 4 * 2 ** 20
/** Of the declaration, the information, the key and the signature. */
const MOST_OF_OTHERS = 64 * 2 ** 10

/** How many bytes each file that is read whole may have, by what the bag holds; a BundleFlaw when one of them declares more. */
export function boundSmall(entries: readonly BagEntry[], limits: Limits): (path: string) => number {
  const listing = Math.min(limits.smallBytes, MISSING_LISTED + mostManifestBytes(entries.map(({ path }) => path)))
  const others = Math.min(limits.smallBytes, MOST_OF_OTHERS)
  const most = (path: string) => (path === MANIFEST || path === TAG_MANIFEST ? listing : others)
  const large = entries.find(({ path, size }) => SMALL_FILES.includes(path) && size > most(path))
  if (large) throw new BundleFlaw('too-large', large.path)
  return most
}

/** The labels of bag-info.txt, in lower case; a BundleFlaw when they do not say that it is a bundle which this program can read. */
export function readProfile(bytes: Uint8Array | undefined): Map<string, string> {
  const info = readInfo(new TextDecoder().decode(bytes ?? new Uint8Array()))
  const told = info.get(VERSION_LABEL.toLowerCase())
  if (told === undefined || !/^[1-9]\d{0,8}$/.test(told)) throw new BundleFlaw('no-profile', INFO)
  if (Number(told) > VERSION) throw new BundleFlaw('newer', INFO)
  return info
}
