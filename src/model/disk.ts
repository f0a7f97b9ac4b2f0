/** The disk gave out, full or failing: nobody's mistake, and the same command goes on once it has been mended. The command line prints it and exits 4. */
export class DiskError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'DiskError'
  }
}
