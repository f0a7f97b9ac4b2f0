import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { pictureFaults } from '../../src/cli/pictures.ts'
import type { CrawlDeps } from '../../src/crawl/crawl-deps.ts'
import type { Pictured, Renderer } from '../../src/crawl/look.ts'
import type { CensusCapture, LinkCapture, PageCapture } from '../../src/model/capture.ts'
import type { Site } from '../../src/model/site.ts'
import { type Instant, millisOf } from '../../src/model/time.ts'
import type { Draft, VisitJournal } from '../../src/model/visit.ts'
import { loadConfig } from '../../src/registry/config.ts'
import type { Store } from '../../src/store/open.ts'
import { createFakeNet } from '../crawl/visit/town.ts'
import { later } from '../store/content.ts'
import { temporaryStore } from '../store/fixtures.ts'

const SHIPPED = resolve('config')
const CONFIG = await loadConfig(SHIPPED, SHIPPED)
const AT: Instant = '2026-03-10T02:00:00.000+08:00'
const HOME = 'http://www.a.gov.cn/'
const SITE: Site = {
  code: '6200000001',
  name: '甲市',
  owner: { name: '甲市', kind: 'city' },
  home: HOME,
  pins: { columns: [] },
  authorised: false,
}
const MARKUP = `<!doctype html><meta charset="utf-8"><title>甲市</title><p>${'甲市人民政府门户网站。'.repeat(20)}</p><a href="/gone.html">去处</a>`

/** A homepage without entries and with a dead link. */
async function record(journal: VisitJournal): Promise<void> {
  const head = { status: 200, finalUrl: HOME, redirects: [], headers: { 'content-type': 'text/html' }, millis: 1, truncated: false }
  const body = journal.keep(Buffer.from(MARKUP))
  const page = { kind: 'page', role: 'home', url: HOME, family: 4, level: 1, look: 1, takenAt: AT } as const
  await journal.once<PageCapture>('page', async () => ({ ...page, outcome: { kind: 'answered', ...head, body } }))
  const url = `${HOME}gone.html`
  const link = { kind: 'link', url, family: 4, foundOn: HOME, text: '去处', level: 2, sameSite: true, look: 1, takenAt: AT } as const
  for (const look of [1, 2])
    await journal.once<LinkCapture>(`link|${look}`, async () => ({
      ...link,
      look,
      outcome: { kind: 'answered', ...head, status: 404, finalUrl: url },
    }))
  const census = { kind: 'census', distinct: 1, tested: 1, external: 0, unread: [], takenAt: AT } as const
  for (const level of [2, 3] as const)
    await journal.once<CensusCapture>(`census|${level}`, async (): Promise<Draft<CensusCapture>> => ({ ...census, level }))
}

const png = (name: string) => ({ bytes: Buffer.from(name), type: 'image/png', width: 1, height: 1 }) as const

async function night(store: Store, number: number, picture: Renderer['picture'] | null, settings: object = {}) {
  const startedAt = later(AT, number * 86_400_000)
  const run = await store.runs.begin({ kind: 'crawl', startedAt, seed: 's', config: CONFIG })
  const { visit, journal } = await store.visits.open(run.id, SITE.code, startedAt)
  await record(journal)
  const errors: string[] = []
  const deps: CrawlDeps = {
    config: { ...CONFIG, settings: { ...CONFIG.settings, render: { ...CONFIG.settings.render, ...settings } } },
    journal,
    net: createFakeNet({ town: { [HOME]: MARKUP } }),
    renderer: picture && { picture, render: () => Promise.reject(new Error('nothing is rendered')), close: async () => undefined },
    log: { debug() {}, info() {}, warn() {}, error: (_, message) => errors.push(message) },
    now: () => millisOf(startedAt),
    seed: 's',
    ipv6: false,
    wait: async () => undefined,
  }
  await pictureFaults(SITE, visit, millisOf(startedAt), deps, store)
  await journal.finish(startedAt)
  const captures = await store.visits.captures(visit.id)
  return { run, errors, pictures: captures.filter((capture) => capture.kind === 'picture') }
}

const asked: string[] = []
const draw: Renderer['picture'] = async ({ url, marks }): Promise<Pictured> => {
  asked.push(`${url} ${marks.map(({ says }) => says).join()}`)
  const html = Buffer.from(MARKUP)
  return { takenAt: AT, outcome: { kind: 'answered', finalUrl: url, html, page: png('page'), detail: png('detail'), marked: 1 } }
}

test('what a visit will be blamed for is pictured, and not again the next night', async () => {
  const store = await temporaryStore()
  const first = await night(store, 0, draw)
  expect(asked).toEqual([expect.stringContaining('链接“去处”')])
  expect(first.pictures).toHaveLength(1)
  expect(first.pictures[0]?.shows).toContainEqual({ check: 'links-level-2', subject: `${HOME}gone.html` })
  const second = await night(store, 1, draw)
  expect(asked).toHaveLength(1)
  expect(second.pictures).toMatchObject([{ takenIn: first.run.id, outcome: first.pictures[0]?.outcome }])
  const outcome = second.pictures[0]?.outcome
  const body = outcome?.kind === 'answered' ? await store.visits.body(outcome.page.body) : null
  expect(Buffer.from(body ?? []).toString()).toBe('page')
  const third = await night(store, 8, draw)
  expect(asked).toHaveLength(2)
  expect(third.pictures[0]?.takenIn).toBeUndefined()
})

test('without a browser, or when none is wanted, nothing is pictured', async () => {
  const store = await temporaryStore()
  expect(await night(store, 0, null)).toMatchObject({ errors: [], pictures: [] })
  expect(await night(store, 1, draw, { picturesPerSite: 0 })).toMatchObject({ errors: [], pictures: [] })
})

test('a bug while taking pictures costs the pictures alone', async () => {
  const crash = () => Promise.reject(new Error('bug'))
  expect(await night(await temporaryStore(), 0, crash)).toMatchObject({ errors: ['taking pictures crashed'], pictures: [] })
})
