/**
 * What every entry of our zips says of itself, in place of what the machine would have it say. A moment before 1980, the first year that a zip can name, makes
 * yazl take the first day of that year, whatever the time zone.
 */
export const ZIP_ATTRIBUTES = { mtime: new Date(0), forceDosTimestamp: true, mode: 0o100644 } as const
