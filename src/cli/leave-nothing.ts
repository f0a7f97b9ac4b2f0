import { rmSync } from 'node:fs'

const STOPPED_EXIT = 130

/** What is unfinished now; the process ends at the first signal, so that one watch has to know of all. */
const unfinished = new Set<readonly string[]>()

/**
 * Removes unfinished files when the process is told to stop, with one word to the person: what is written anew each time is not to be gone on with. The function
 * given back ends the watch.
 */
export function leaveNothing(what: string, paths: readonly string[]): () => void {
  const stop = (signal: NodeJS.Signals): void => {
    for (const path of [...unfinished].flat()) rmSync(path, { recursive: true, force: true })
    process.stderr.write(`\ngovsite: ${what} was stopped by ${signal}; nothing was written\n`)
    process.exit(STOPPED_EXIT)
  }
  unfinished.add(paths)
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  return () => {
    unfinished.delete(paths)
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}
