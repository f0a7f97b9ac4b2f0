import cliProgress from 'cli-progress'
import type { ExportProgress } from './export-bundle.ts'
import { plainText } from './plain-text.ts'

/** Tells the person at the terminal how far an export is: a bar where there is a terminal to draw on, one line a step where there is none. Always on stderr. */
export function createExportProgress(stream: NodeJS.WriteStream): ExportProgress & { end(): void } {
  if (!stream.isTTY) return { step: (what) => void stream.write(`writing ${plainText(what)}\n`), at() {}, end() {} }
  const format = '{bar} {percentage} % · {what}'
  const bar = new cliProgress.SingleBar({
    stream,
    format,
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
  })
  return {
    step: (what, total) => bar.start(total, 0, { what: plainText(what) }),
    at: (done) => bar.update(done),
    end: () => bar.stop(),
  }
}
