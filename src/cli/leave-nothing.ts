import { rmSync } from 'node:fs'

const STOPPED_EXIT = 130

/**
 * Removes unfinished files when the process is told to stop, with one word to the person: what is written anew each time is not to be gone on with. The function
 * given back ends the watch.
 */
export function leaveNothing(what: string, paths: readonly string[]): () => void {
  const stop = (signal: NodeJS.Signals): void => {
    for (const path of paths) rmSync(path, { recursive: true, force: true })
    process.stderr.write(`\ngovsite: ${what} was stopped by ${signal}; nothing was written\n`)
    process.exit(STOPPED_EXIT)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  return () => {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}
