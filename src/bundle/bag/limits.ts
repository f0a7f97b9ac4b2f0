/** How much a bundle may ask of the machine that reads it. */
export interface Limits {
  readonly entries: number
  /** Bytes of all entries together after inflation, counted while inflating. */
  readonly inflatedBytes: number
  /** Inflated bytes to packed bytes of one entry; asked only of entries above `DENSITY_FLOOR`. */
  readonly ratio: number
  /** Bytes of the files that are held in memory: manifests, bag-info, keys. */
  readonly smallBytes: number
}

/** A province's night is some gigabytes; text packs 10 to 50 times, a bomb about 1000 times. */
export const LIMITS: Limits = { entries: 200_000, inflatedBytes: 64 * 2 ** 30, ratio: 200, smallBytes: 64 * 2 ** 20 }

/** Below this size any ratio is harmless: a table of empty rows may pack a thousand times. */
export const DENSITY_FLOOR = 8 * 2 ** 20
