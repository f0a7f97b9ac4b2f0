/** How much an archive may ask of the machine that reads it. */
export interface ArchiveLimits {
  /** Files in it. */
  readonly files: number
  /** Bytes of the manifest. */
  readonly manifestBytes: number
  /** Bytes of one record, unpacked: they are held in memory together. */
  readonly recordBytes: number
  /** Bytes of one site's records together, unpacked. */
  readonly siteBytes: number
  /** Records of one site. */
  readonly records: number
}

/** More than any archive of ours has: what goes beyond is refused before it fills memory or disk. */
export const ARCHIVE_LIMITS: ArchiveLimits = {
  files: 50_000,
  manifestBytes: 64 * 2 ** 20,
  recordBytes: 128 * 2 ** 20,
  siteBytes: 32 * 2 ** 30,
  records: 1_000_000,
}
