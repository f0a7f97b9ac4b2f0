import { expect, test } from 'vitest'
import { reportPage } from '../../src/report/page/report-page.ts'
import type { SiteView } from '../../src/report/site-view.ts'
import { crowded, pageOf, pictureBytes, readPage, siteNamed } from './page-of.ts'
import { sampleRun, sampleSites } from './views.ts'

const NASTY = `</td><img src=x onerror="alert(1)">&'`
/** Fields that are no texts: names that the program compares, moments, hashes, and addresses, whose turn comes below. */
const STRUCTURE =
  /\.(anchor|verdict|conclusion|kind|type|grade|vetoed|sha256|unit|day|\w+At|asOf|home|page|parent|url|root|key|problems\.\d+)$/
/** What the page says another way or elsewhere: a row's own site in its section, parts of a score in the view of its indicators. */
const ELSEWHERE =
  /^run\.(league\.run\.id|sites\.\d+\.(owner\.name|score))|^site\.(score\.(site|rubric|indicators)|.*part\.id|score\.parts\.\d+\.id|indicators\.\d+\.id|problems\.\d+\.site|history)/

/** The same value with every text nasty, and recognisable by where it stands; and those texts. */
function spoiled<T>(value: T, path: string): { readonly value: T; readonly texts: readonly string[] } {
  const texts: string[] = []
  const walk = (part: unknown, at: string): unknown => {
    if (Array.isArray(part)) return part.map((item, index) => walk(item, `${at}.${index}`))
    if (typeof part === 'object' && part !== null)
      return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, walk(item, `${at}.${key}`)]))
    if (typeof part !== 'string' || STRUCTURE.test(at)) return part
    texts.push(at)
    return `${at}${NASTY}`
  }
  return { value: walk(value, path) as T, texts }
}

test('every text of the views is on the page, and stays text', async () => {
  const run = spoiled(sampleRun(), 'run')
  const site = spoiled(siteNamed('qingyu'), 'site')
  const $ = await readPage(run.value, [site.value])
  const page = $('body').text()
  const wanted = [...run.texts, ...site.texts].filter((at) => !ELSEWHERE.test(at))
  expect(wanted.length).toBeGreaterThan(300)
  expect(wanted.filter((at) => !page.includes(`${at}${NASTY}`))).toEqual([])
  expect($('[onerror], td img, script').length).toBe(0)
})

test.each([
  ['javascript:alert(1)', null],
  [' \tJaVaScRiPt:alert(1)', null],
  ['data:text/html,<script>alert(1)</script>', null],
  ['file:///etc/passwd', null],
  ['//evil.example/', null],
  ['http://a.example/"onmouseover="x', 'http://a.example/"onmouseover="x'],
  ['https://a.example/?a=1&b=<b>', 'https://a.example/?a=1&b=<b>'],
])('a page at %s is linked to %s', async (page, href) => {
  const site = siteNamed('qingyu')
  const [first] = site.problems
  const $ = await readPage(sampleRun(), [{ ...site, home: page, problems: first ? [{ ...first, page, parent: page, evidence: [] }] : [] }])
  const shown = $('.url').filter((_, element) => $(element).text() === page)
  expect(shown.length).toBe(3)
  shown.each((_, element) => expect($(element).attr('href') ?? null).toBe(href))
  expect($('[onmouseover]').length).toBe(0)
})

test('links lead within the page, to the web, or to a picture beside the page, and tell nobody where they were', async () => {
  const $ = await readPage()
  const hrefs = $('[href]').toArray()
  expect(hrefs.length).toBeGreaterThan(200)
  for (const link of hrefs) {
    expect($(link).attr('href')).toMatch(/^(?:#|https?:\/\/|pictures\/[0-9a-f]{64}\.(?:png|jpg)$)/)
    if (/^http/.test($(link).attr('href') ?? '')) expect($(link).attr('rel')).toContain('noreferrer')
  }
})

test('every name is given once, and every link within the page has its target, that of a site without details too', async () => {
  const $ = await readPage(sampleRun(), sampleSites().slice(3))
  const ids = $('[id]')
    .toArray()
    .map((element) => $(element).attr('id') ?? '')
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  const wanted = $('[href^="#"]')
    .toArray()
    .map((link) => $(link).attr('href')?.slice(1) ?? '')
  expect(wanted.length).toBeGreaterThan(150)
  expect(wanted.filter((id) => !ids.includes(id))).toEqual([])
  expect(ids).toEqual(
    expect.arrayContaining(
      sampleSites()
        .slice(3)
        .flatMap(({ problems }) => problems.map(({ anchor }) => anchor)),
    ),
  )
  expect($('.site .none').first().text()).not.toBe('')
})

test('the same views give the same bytes, however many charts were drawn before', async () => {
  const first = await pageOf()
  expect(await pageOf()).toBe(first)
  expect(first).not.toMatch(/zr\d|<style[^>]*><!\[CDATA/)
})

test('a chart is drawn where there is history, and none for a single night', async () => {
  const sites = sampleSites()
  const $ = await readPage(sampleRun(), sites)
  expect($('.chart svg').length).toBe(sites.filter(({ history }) => history.length > 1).length)
  const [night] = siteNamed('shidu').history
  const alone = await readPage(sampleRun(), [{ ...siteNamed('shidu'), history: night ? [night] : [] }])
  expect(alone('.chart, .trend').length).toBe(0)
})

test('a range is drawn from low to high, a single number as a tick', async () => {
  const $ = await readPage()
  const drawn = (name: string) =>
    $('.league tr')
      .filter((_, row) => $(row).text().includes(name))
      .find('svg')
  const range = drawn('白塘市').find('.range')
  expect([range.attr('x'), range.attr('width')]).toEqual(['82.07%', '10.68%'])
  expect(drawn('临溪市').find('.range').length).toBe(0)
  expect(drawn('临溪市').find('.end').attr('x1')).toBe('98%')
})

test('a picture is embedded whole, and only its detail; one that shows two problems is embedded once', async () => {
  const site = siteNamed('linxi')
  const [first] = site.problems
  if (!first?.picture) throw new Error('the sample site has a picture')
  const bytes = Uint8Array.from({ length: 60_001 }, (_, index) => (index * 31) % 251)
  const asked: string[] = []
  const $ = await readPage(sampleRun(), [{ ...site, problems: [first, { ...first, anchor: 'f-other-2' }] }], async (sha256) => {
    asked.push(sha256)
    return bytes
  })
  expect(asked).toEqual([first.picture.detail.sha256])
  expect($('img').length).toBe(1)
  const encoded = $('img').attr('src')?.replace('data:image/png;base64,', '') ?? ''
  expect(Buffer.from(encoded, 'base64').equals(bytes)).toBe(true)
  expect(Buffer.from(encoded, 'base64').toString('base64')).toBe(encoded)
  expect($(`a[href="pictures/${first.picture.page.sha256}.png"]`).length).toBe(1)
  expect($('.same a').attr('href')).toBe(`#${first.anchor}`)
})

test('of a crowd of problems the first are shown and the rest opens on demand', async () => {
  const site = crowded(siteNamed('linxi'), 500)
  const $ = await readPage(sampleRun(), [site])
  expect($('.problems > li').length).toBe(500)
  expect($('.more .problems > li').length).toBe(480)
  expect($('.more > summary').text()).toBe('其余 480 项')
})

test('two hundred sites pass through in small chunks, each site taken only when its turn comes', async () => {
  const base = crowded(siteNamed('linxi'), 20)
  let taken = 0
  function* many(): Generator<SiteView> {
    for (let index = 0; index < 200; index += 1) {
      taken += 1
      yield { ...base, code: String(index), problems: base.problems.map((row) => ({ ...row, anchor: `f-${index}-${row.anchor}` })) }
    }
  }
  let [largest, total, early] = [0, 0, 0]
  for await (const chunk of reportPage(sampleRun(), many(), pictureBytes)) {
    largest = Math.max(largest, chunk.length)
    total += chunk.length
    if (total < 1_000_000) early = taken
  }
  expect(taken).toBe(200)
  expect(early).toBeLessThan(100)
  expect(total).toBeGreaterThan(3_000_000)
  expect(largest).toBeLessThan(70_000)
})

test.each([
  ['no seal', null, '未封存'],
  ['a seal without a stamp', { root: 'a'.repeat(64), key: 'b'.repeat(64), stampedAt: null }, '未加盖时间戳'],
  ['a stamped seal', sampleRun().seal, '2026-11-25 03:12:46 加盖'],
])('a run with %s says so', async (_, seal, said) => {
  const $ = await readPage({ ...sampleRun(), seal }, [])
  expect($('.top').text()).toContain(said)
})

test('a site without visit, score, rubric or problems is said to be so', async () => {
  const bare = { ...siteNamed('mingchuan'), visit: null, score: null, rubric: null, rank: null, indicators: [], history: [], seal: null }
  const run = sampleRun()
  const sites = run.sites.map((card) => (card.code === bare.code ? { ...card, score: null } : card))
  const $ = await readPage({ ...run, sites }, [bare])
  expect($('.site').first().text()).toMatch(/未完成检查.*没有适用的计分表.*未封存.*未计分.*没有发现问题/s)
  expect($('[id="part.unscored"]').parent().text()).toContain(bare.name)
})
