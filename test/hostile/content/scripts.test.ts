import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Net, Rendered, Renderer } from '../../../src/crawl/look.ts'
import { createNet } from '../../../src/crawl/net.ts'
import { createRenderer } from '../../../src/crawl/render.ts'
import { FAILURES } from '../../../src/model/failure.ts'
import { type Listening, listenHttp, settingsWith, silent } from '../../crawl/net/world.ts'
import { processesWith } from './marked-processes.ts'
import { SCRIPT_CASES } from './script-cases.ts'

const folder = mkdtempSync(join(tmpdir(), 'govsite-scripts-'))
const MARK = `hostile-scripts-${process.pid}`
const bodies = new Map(SCRIPT_CASES.map(({ page }, index) => [`/${index}`, page]))
let site: Listening
let net: Net
let renderer: Renderer
let asked: string[] = []

beforeAll(async () => {
  for (const [name, path] of [
    ['HOME', 'home'],
    ['TMPDIR', 'tmp'],
  ] as const) {
    mkdirSync(join(folder, path))
    vi.stubEnv(name, join(folder, path))
  }
  vi.stubEnv('GOVSITE_MARK', MARK)
  site = await listenHttp(({ url = '', method }, response) => {
    asked.push(`${method} ${url}`)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><body><p>还在</p>${bodies.get(url.split('?')[0] ?? '') ?? ''}`)
  })
  const settings = settingsWith({
    resolver: { hosts: { 'site.test': ['127.0.0.1'] } },
    guard: { allow: [{ cidr: '127.0.0.1/32', ports: [site.port] }] },
    render: { enabled: true, timeoutSeconds: 2, pagesPerBrowser: 25 },
  })
  net = createNet({ settings, log: silent, now: Date.now })
  const made = await createRenderer({ settings, net, log: silent, now: Date.now })
  if (made === null) throw new Error('no browser or no Chinese font on this machine')
  renderer = made
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await net.close()
  await site.close()
  rmSync(folder, { recursive: true, force: true })
})

const render = (path: string): Promise<Rendered> => renderer.render({ url: `http://site.test:${site.port}${path}`, screenshot: true })

function said({ outcome }: Rendered): string {
  return outcome.kind === 'answered' ? Buffer.from(outcome.html).toString() : `${outcome.failure}: ${outcome.detail}`
}

test.each(SCRIPT_CASES.map((one, index) => ({ ...one, path: `/${index}` })))(
  'a page that $does costs itself at most',
  async ({ path, ends, blame }) => {
    asked = []
    const [hostile, neighbour] = await Promise.all([render(path), render('/plain')])
    expect(said(neighbour)).toContain('还在')
    const how = hostile.outcome.kind === 'answered' ? 'drawn' : 'lost'
    if (ends !== 'either') expect(how, said(hostile).slice(0, 300)).toBe(ends)
    if (hostile.outcome.kind === 'failed') expect(FAILURES[hostile.outcome.failure].blame).toBe(blame)
    expect(asked.filter((line) => !line.startsWith('GET '))).toEqual([])
    expect(asked.filter((line) => line.startsWith(`GET ${path}`)).length).toBeLessThan(50)
  },
)

test('afterwards a page is drawn well, nothing is left running, and nothing is left on the disk', async () => {
  expect(said(await render('/plain'))).toContain('还在')
  await renderer.close()
  await vi.waitFor(() => expect(processesWith(MARK)).toEqual([]), { timeout: 20_000, interval: 200 })
  await vi.waitFor(() => expect(['home', 'tmp'].flatMap((name) => readdirSync(join(folder, name)))).toEqual([]), {
    timeout: 20_000,
    interval: 200,
  })
})
