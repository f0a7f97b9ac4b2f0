import { expect, test } from 'vitest'
import { evidenceOf, HOME, link, list, page, type Seen } from './night.ts'

const GOOD = page('甲市人民政府', list([['2026-03-09', '甲市召开全市工作会议部署春耕', '/xw/1.html']]))
const look = (more: Partial<Seen>): Seen => ({ role: 'home', level: 1, html: GOOD, ...more })

test('the homepage is read from the best look, and every look is there in the order of time', async () => {
  const { home } = await evidenceOf([
    look({ failure: 'timed-out' }),
    look({ status: 503, html: '<html><title>503</title>Service Unavailable</html>', look: 2 }),
    look({ family: 6 }),
  ])
  expect(home.looks.map(({ family, look: number }) => [family, number])).toEqual([
    [4, 1],
    [4, 2],
    [6, 1],
  ])
  expect(home.looks.map(({ facts }) => facts?.quality ?? null)).toEqual([null, 'error-page', 'ok'])
  expect(home.facts?.title).toContain('甲市人民政府')
  expect(home.evidence).toEqual([home.looks[2]?.id])
})

test('IPv4 goes before IPv6, and the page where a visitor is sent before the one that sends', async () => {
  const { home } = await evidenceOf([
    look({ family: 6 }),
    look({ html: page('甲市', '<p>正在进入甲市人民政府门户网站，请稍候</p>') }),
    look({ url: `${HOME}gov/index.html`, of: HOME }),
  ])
  expect(home.facts?.url).toBe(`${HOME}gov/index.html`)
  expect(home.looks).toHaveLength(3)
})

test('no look with a page, no facts', async () => {
  const { home } = await evidenceOf([look({ failure: 'timed-out' }), look({ failure: 'no-route', family: 6 })])
  expect(home).toMatchObject({ facts: null, renders: [] })
  expect(home.evidence).toHaveLength(2)
  expect((await evidenceOf([])).home).toEqual({ looks: [], facts: null, evidence: [], renders: [] })
})

const PARTS = `<div id="foot"><script src="/js/footer.js"></script></div>`
const footer = (more: Partial<Seen> = {}): Seen => ({
  role: 'part',
  of: HOME,
  url: `${HOME}js/footer.js`,
  type: 'application/javascript',
  html: `document.write('<a href="/zfwzgzndbb/2025.html">政府网站工作年度报表（2025年）</a><p>甲ICP备12345678号-1</p>')`,
  ...more,
})

test('what scripts write belongs to the homepage', async () => {
  const { home, annualForm } = await evidenceOf([look({ html: page('甲市', PARTS) }), footer()])
  expect(home.facts?.unfinished.parts).toEqual([])
  expect(home.evidence).toHaveLength(2)
  expect(annualForm.onHome).toMatchObject([{ url: `${HOME}zfwzgzndbb/2025.html`, year: 2025 }])
})

test('a part that did not come is still wanted, and one that is certainly not there is not', async () => {
  const { home } = await evidenceOf([look({ html: page('甲市', PARTS) })])
  expect(home.facts?.unfinished.parts).toMatchObject([{ as: 'script' }])
  expect(
    (await evidenceOf([look({ html: page('甲市', PARTS) }), footer({ failure: 'timed-out' })])).home.facts?.unfinished.parts,
  ).toHaveLength(1)
  expect((await evidenceOf([look({ html: page('甲市', PARTS) }), footer({ status: 404, html: '' })])).home.facts?.unfinished.parts).toEqual(
    [],
  )
})

test('a page that only its last look found missing counts as it was found first', async () => {
  const [a, b] = [`${HOME}a.html`, `${HOME}b.html`]
  const { links } = await evidenceOf([], { others: [link(a, 1, 500), link(a, 2, 404), link(b, 1, 404), link(b, 2, 500)] })
  expect(links.map(({ look, outcome }) => [look, outcome.kind === 'answered' && outcome.status])).toEqual([
    [1, 500],
    [2, 500],
  ])
})

test('of a link only its last look over a family counts', async () => {
  const [a, b] = [`${HOME}a.html`, `${HOME}b.html`]
  const { links } = await evidenceOf([], { others: [link(a, 1, 404), link(b, 1, 200), link(a, 2, 404), { ...link(a, 1, 200), family: 6 }] })
  const seen = links.map(({ url, family, look: number, outcome }) => [url, family, number, outcome.kind === 'answered' && outcome.status])
  expect(seen.sort()).toEqual([
    [a, 4, 2, 404],
    [a, 6, 1, 200],
    [b, 4, 1, 200],
  ])
})
