import { expect, test } from 'vitest'
import type { Pictured } from '../../../src/crawl/look.ts'
import { type PictureDeps, takePictures } from '../../../src/crawl/pictures.ts'
import type { PictureCapture } from '../../../src/model/capture.ts'
import type { WantedPicture } from '../../../src/model/picture.ts'
import { instantOf } from '../../../src/model/time.ts'
import { CONFIG } from './config.ts'
import { createFakeNet, Killed, MemoryJournal, page, START, siteAt } from './town.ts'

const SITE = siteAt('http://a.test/')
const DAY = 86_400_000
const wanted = (url: string, ...subjects: readonly string[]): WantedPicture => ({
  url,
  marks: subjects.map((subject) => ({ check: 'links', subject, at: { kind: 'link', href: subject }, says: subject })),
})
const HOME = wanted('http://a.test/', 'http://a.test/1', 'http://a.test/2')
const LIST = wanted('http://a.test/list/', 'http://a.test/3')

const bytes = (text: string) => ({ bytes: Buffer.from(text), type: 'image/png', width: 1280, height: 640 }) as const
const shot = (url: string, html = page('首页', '')): Pictured['outcome'] => {
  const whole = { page: bytes(`page ${url}`), detail: bytes(`detail ${url}`) }
  return { kind: 'answered', finalUrl: url, html: Buffer.from(html), ...whole, marked: 1 }
}

/** Whatever the status was: a browser is past it. */
const PROTECTED = { name: 'ts', title: '防护页面', bodyContains: ["$_ts=window['$_ts']"], source: 'test', confidence: 'seen' }
const PATTERNS = { ...CONFIG.patterns, protection: [PROTECTED] }

interface Given {
  readonly journal?: MemoryJournal
  readonly answer?: (url: string) => Pictured['outcome']
  readonly earlier?: readonly PictureCapture[]
  readonly authorised?: boolean
  readonly deps?: Partial<PictureDeps>
}

async function take(pictures: readonly WantedPicture[], given: Given = {}) {
  const { journal = new MemoryJournal(), answer = shot, earlier = [], authorised = false, deps } = given
  const asked: string[] = []
  const warned: string[] = []
  const town = { 'http://a.test/robots.txt': { type: 'text/plain', body: 'User-agent: *\nDisallow: /no/' } }
  await takePictures({ ...SITE, authorised }, pictures, {
    config: { ...CONFIG, patterns: PATTERNS },
    journal,
    net: createFakeNet({ town }),
    renderer: {
      render: () => Promise.reject(new Error('nothing is rendered')),
      async picture({ url, allowed }) {
        asked.push(url)
        const outcome =
          (await allowed?.(url)) === false ? ({ kind: 'failed', failure: 'robots-disallowed', detail: url } as const) : answer(url)
        return { takenAt: instantOf(START), outcome }
      },
      close: async () => undefined,
    },
    log: { debug() {}, info() {}, warn: (_, message) => warned.push(message), error() {} },
    now: () => START,
    seed: 's',
    ipv6: false,
    wait: async () => undefined,
    earlier: { run: 'last', pictures: earlier },
    until: START + DAY,
    ...deps,
  })
  return { journal, asked, warned, taken: journal.captures().filter((capture) => capture.kind === 'picture') }
}

test('each page is pictured in its order, its pictures kept, its findings named in the order of the numbers', async () => {
  const { journal, asked, taken } = await take([HOME, LIST])
  expect(asked).toEqual([HOME.url, LIST.url])
  expect(taken[0]).toMatchObject({
    url: HOME.url,
    shows: [
      { check: 'links', subject: 'http://a.test/1' },
      { check: 'links', subject: 'http://a.test/2' },
    ],
    outcome: { kind: 'answered', marked: 1, page: { type: 'image/png', width: 1280 } },
  })
  const outcome = taken[0]?.outcome
  const kept = outcome?.kind === 'answered' ? [outcome.page, outcome.detail] : []
  expect(await Promise.all(kept.map(async ({ body }) => Buffer.from(await journal.body(body)).toString()))).toEqual([
    `page ${HOME.url}`,
    `detail ${HOME.url}`,
  ])
})

test.each<[string, Pictured['outcome'], string]>([
  ['one that fails', { kind: 'failed', failure: 'browser-failed', detail: 'gone' }, 'gone'],
  ['an error page', shot(HOME.url, '<title>404</title><p>您访问的页面不存在</p>'), 'the page came back as'],
  ['a protection page', shot(HOME.url, "<script>$_ts=window['$_ts']</script>"), 'the page came back as'],
])('%s is a failure that the log names and that costs no other its picture', async (_, outcome, detail) => {
  const { taken, warned } = await take([HOME, LIST], { answer: (url) => (url === HOME.url ? outcome : shot(url)) })
  expect(taken.map((capture) => capture.outcome.kind)).toEqual(['failed', 'answered'])
  expect(taken[0]?.outcome).toMatchObject({ detail: expect.stringContaining(detail) })
  expect(warned).toEqual(['a page behind a finding could not be pictured'])
})

test('robots is asked, but not of a site that authorised the audit', async () => {
  const forbidden = wanted('http://a.test/no/1.html', 'x')
  expect((await take([forbidden])).taken[0]?.outcome).toMatchObject({ failure: 'robots-disallowed' })
  expect((await take([forbidden], { authorised: true })).taken[0]?.outcome).toMatchObject({ kind: 'answered' })
})

const AGES = { yesterday: instantOf(START - DAY), weekOld: instantOf(START - 7 * DAY) }
async function earlier(over: Partial<PictureCapture> = {}): Promise<PictureCapture[]> {
  const { taken } = await take([HOME])
  return taken.map((capture) => ({ ...capture, takenAt: AGES.yesterday, ...over }))
}

test('a young picture of the same faults serves again, with the moment and the run of its taking', async () => {
  const [before] = await earlier()
  const first = await take([HOME, LIST], { earlier: before ? [before] : [] })
  expect(first.asked).toEqual([LIST.url])
  expect(first.taken[0]).toMatchObject({ takenIn: 'last', takenAt: AGES.yesterday, shows: before?.shows, outcome: before?.outcome })
  expect(first.taken[0]?.id).not.toBe(before?.id)
  const second = await take([HOME], { earlier: await earlier({ takenIn: 'long-ago' }) })
  expect(second.taken[0]).toMatchObject({ takenIn: 'long-ago', takenAt: AGES.yesterday })
})

test.each<[string, Partial<PictureCapture>, WantedPicture]>([
  ['it is too old', { takenAt: AGES.weekOld }, HOME],
  ['it failed', { outcome: { kind: 'failed', failure: 'browser-failed', detail: '' } }, HOME],
  ['it is of another page', { url: 'http://a.test/other' }, HOME],
  ['it shows other faults', {}, wanted(HOME.url, 'http://a.test/1')],
  ['its numbers are in another order', {}, wanted(HOME.url, 'http://a.test/2', 'http://a.test/1')],
])('a page is pictured anew when %s', async (_, over, picture) => {
  const { asked, taken } = await take([picture], { earlier: await earlier(over) })
  expect(asked).toEqual([HOME.url])
  expect(taken[0]?.takenIn).toBeUndefined()
})

test('nothing is pictured after the time of the visit', async () => {
  expect((await take([HOME], { deps: { until: START } })).taken).toEqual([])
})

test('a visit that was cut off takes no picture twice', async () => {
  const journal = new MemoryJournal()
  journal.left = (await take([HOME, LIST])).journal.byKey.size - 1
  await expect(take([HOME, LIST], { journal })).rejects.toThrow(Killed)
  journal.left = Number.POSITIVE_INFINITY
  const { asked, taken } = await take([HOME, LIST], { journal })
  expect(asked).toEqual([LIST.url])
  expect(taken).toHaveLength(2)
})

test('told to stop, it rejects and records nothing of what was cut off', async () => {
  const stop = new AbortController()
  const journal = new MemoryJournal()
  const answer = (url: string): Pictured['outcome'] => {
    stop.abort(new Error('stopped'))
    return { kind: 'failed', failure: 'cancelled', detail: url }
  }
  await expect(take([HOME], { journal, answer, deps: { signal: stop.signal } })).rejects.toThrow('stopped')
  expect(journal.captures().filter(({ kind }) => kind === 'picture')).toEqual([])
})
