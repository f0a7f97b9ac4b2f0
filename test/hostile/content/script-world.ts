import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { Rendered } from '../../../src/crawl/look.ts'
import { createNet } from '../../../src/crawl/net.ts'
import { createRenderer } from '../../../src/crawl/render.ts'
import type { Settings } from '../../../src/model/settings.ts'
import { listenHttp, settingsWith, silent } from '../../crawl/net/world.ts'
import { processesWith } from './marked-processes.ts'

/** A site on loopback, and a renderer of whose processes and files nothing can hide. */
export interface ScriptWorld {
  draw(path: string): Promise<Rendered>
  /** Resolves when the site is next asked for what it never answers. */
  held(): Promise<void>
  /** Processes of our browsers and of no other: the browsers themselves, or what draws their pages. */
  processes(kind: 'any' | 'browser' | 'renderer'): readonly number[]
  /** How many browsers have asked the site for a page so far. */
  browsers(): number
  /** What lies in the folders of the user and of temporary files. */
  files(): readonly string[]
  closeRenderer(): Promise<void>
  close(): Promise<void>
}

/** Opens the world; `respond` answers what it knows, and true when it did. Everything else is a short page with `markup(path)` in it. */
export async function openScriptWorld(
  markup: (path: string) => string,
  render: Partial<Settings['render']>,
  respond: (...about: Parameters<RequestListener>) => boolean = () => false,
): Promise<ScriptWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'govsite-scripts-'))
  for (const name of ['home', 'tmp']) mkdirSync(join(folder, name))
  const mark = randomUUID()
  vi.stubEnv('HOME', join(folder, 'home')).stubEnv('TMPDIR', join(folder, 'tmp')).stubEnv('GOVSITE_MARK', mark)
  // What draws pages writes over its environment, and the mark with it; it stays in the group of its browser, even as an orphan.
  const groups = new Set<number>()
  const browsers = new Set<number>()
  const note = () => {
    for (const pid of processesWith(mark)) {
      groups.add(groupOf(pid))
      if (kindOf(pid) === 'browser') browsers.add(pid)
    }
  }
  let waiting: (() => void)[] = []
  const site = await listenHttp((request, response) => {
    const path = request.url?.split('?')[0] ?? ''
    if (path === '/never') {
      for (const tell of waiting) tell()
      waiting = []
      return
    }
    note()
    if (respond(request, response)) return
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><body><p>还在</p>${markup(path)}`)
  })
  const settings = settingsWith({
    resolver: { hosts: { 'site.test': ['127.0.0.1'] } },
    guard: { allow: [{ cidr: '127.0.0.1/32', ports: [site.port] }] },
    render: { enabled: true, timeoutSeconds: 2, ...render },
  })
  const net = createNet({ settings, log: silent, now: Date.now })
  const renderer = await createRenderer({ settings, net, log: silent, now: Date.now })
  if (renderer === null) throw new Error('no browser or no Chinese font on this machine')
  return {
    draw: (path) => renderer.render({ url: `http://site.test:${site.port}${path}`, screenshot: true }),
    held: () => new Promise((resolve) => waiting.push(resolve)),
    processes: (kind) =>
      everyProcess().filter((pid) => groupOf(pid) > 1 && groups.has(groupOf(pid)) && (kind === 'any' || kindOf(pid) === kind)),
    browsers: () => browsers.size,
    files: () => ['home', 'tmp'].flatMap((name) => readdirSync(join(folder, name))),
    closeRenderer: () => renderer.close(),
    async close() {
      await renderer.close()
      vi.unstubAllEnvs()
      await net.close()
      await site.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The page as it was read, or why it was not. */
export function said({ outcome }: Rendered): string {
  return outcome.kind === 'answered' ? Buffer.from(outcome.html).toString() : `${outcome.failure}: ${outcome.detail}`
}

function everyProcess(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

/** The process group; 0, which is nobody's, for a process that is gone or only waits to be buried. */
function groupOf(pid: number): number {
  const [state, , group] = aboutProcess(pid, 'stat').split(') ').at(-1)?.split(' ') ?? []
  return state === 'Z' ? 0 : Number(group ?? 0)
}

function kindOf(pid: number): string {
  const line = aboutProcess(pid, 'cmdline')
  return /--type=([\w-]+)/.exec(line)?.[1] ?? (line.includes('--remote-debugging-pipe') ? 'browser' : 'other')
}

function aboutProcess(pid: number, file: 'stat' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    // It ended while we looked.
    return ''
  }
}
