import cliProgress from 'cli-progress'
import type { Site } from '../model/site.ts'
import { plainText } from './plain-text.ts'

/** Tells the person at the terminal how far the night is. Always on stderr: stdout is the answer's. */
export interface Progress {
  begin(sites: number): void
  site(site: Site, state: 'begins' | 'done'): void
  links(site: Site, at: { readonly done: number; readonly planned: number; readonly what: string }): void
  note(text: string): void
  end(): void
}

/** A bar where there is a terminal to draw on; one line a site where there is none. */
export function createProgress(stream: NodeJS.WriteStream, quiet: boolean): Progress {
  if (quiet) return { begin() {}, site() {}, links() {}, note() {}, end() {} }
  return stream.isTTY ? bars(stream) : lines(stream)
}

function lines(stream: NodeJS.WriteStream): Progress {
  let total = 0
  let done = 0
  return {
    begin: (sites) => {
      total = sites
    },
    site: (site, state) => {
      if (state === 'begins') return
      done += 1
      stream.write(`[${done}/${total}] ${plainText(site.name)}\n`)
    },
    links: () => {},
    note: (text) => void stream.write(`${plainText(text)}\n`),
    end: () => {},
  }
}

function bars(stream: NodeJS.WriteStream): Progress {
  const perSite = new Map<string, number>()
  const bar = new cliProgress.SingleBar({
    stream,
    format: '{bar} {value}/{total} sites · {links} requests planned or done · {name}',
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
  })
  const links = () => [...perSite.values()].reduce((sum, count) => sum + count, 0)
  let done = 0
  let begun = false
  return {
    begin: (sites) => {
      bar.start(sites, 0, { links: 0, name: '' })
      begun = true
    },
    site: (site, state) => {
      if (state === 'done') done += 1
      bar.update(done, { name: plainText(site.name), links: links() })
    },
    links: (site, at) => {
      perSite.set(site.code, at.done)
      bar.update(done, { name: `${plainText(site.name)} ${at.what} ${at.done}/${at.planned}`, links: links() })
    },
    note: (text) => {
      if (begun) bar.update(done, { name: plainText(text), links: links() })
      else stream.write(`${plainText(text)}\n`)
    },
    end: () => {
      if (begun) bar.stop()
    },
  }
}
