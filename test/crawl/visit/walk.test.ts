import { expect, test } from 'vitest'
import type { CensusCapture } from '../../../src/model/capture.ts'
import { withLimits } from './config.ts'
import { links, type MemoryJournal, page, siteAt, visit } from './town.ts'

function census(journal: MemoryJournal): CensusCapture[] {
  return journal.captures().filter((capture): capture is CensusCapture => capture.kind === 'census')
}

function urls(found: readonly { readonly url: string }[]): string[] {
  return found.map(({ url }) => new URL(url).pathname).sort()
}

test('a link lies on the level of its shortest path; the last level is tested, not followed', async () => {
  const { journal, net } = await visit({
    town: {
      'http://a.test/': page('首页', links('/two-a.html', '/two-b.html')),
      'http://a.test/two-a.html': page('甲', links('/two-b.html', '/three.html', '/')),
      'http://a.test/two-b.html': page('乙', links('/two-a.html', '/three.html', '/three-b.html', '/two-b.html')),
      'http://a.test/three.html': page('丙', links('/four.html', '/two-a.html')),
      'http://a.test/three-b.html': page('丁', links('/four.html')),
    },
  })
  expect(urls(journal.links(2))).toEqual(['/two-a.html', '/two-b.html'])
  expect(urls(journal.links(3))).toEqual(['/three-b.html', '/three.html'])
  expect(journal.links(3).find(({ url }) => url.endsWith('three.html'))?.foundOn).toBe('http://a.test/two-a.html')
  expect(net.log.filter((line) => line.includes('four'))).toEqual([])
  expect(census(journal).map(({ level, distinct, tested, external }) => [level, distinct, tested, external])).toEqual([
    [2, 2, 2, 0],
    [3, 2, 2, 0],
  ])
})

test('no URL is asked for twice over the same family', async () => {
  const { net } = await visit({
    town: {
      'http://a.test/': page('首页', `<ul class="nav">${links('/xxgk/', '/two.html')}</ul>`),
      'http://a.test/xxgk/': page('公开', links('/two.html', '/three.html'), '<meta name="ColumnName" content="政策文件">'),
      'http://a.test/two.html': page('乙', links('/three.html')),
      'http://a.test/three.html': page('丙', ''),
    },
    six: ['a.test'],
  })
  expect(net.log.filter((line, index) => net.log.indexOf(line) !== index)).toEqual([])
})

test('images, attachments and external links are tested; style sheets and scripts are not', async () => {
  const body = `${links('/doc.pdf', 'http://b.test/x.html')}<img src="/logo.png"><link rel="stylesheet" href="/s.css"><map><area href="/area.html"></map>`
  const { journal, net } = await visit({
    town: {
      'http://a.test/': page('首页', body, '<script src="/jquery.js"></script>'),
      'http://a.test/doc.pdf': { type: 'application/pdf', body: '%PDF-1.4' },
      'http://a.test/logo.png': { status: 404 },
      'http://a.test/area.html': page('区', ''),
      'http://b.test/x.html': page('外', links('/y.html')),
    },
    six: ['a.test', 'b.test'],
  })
  expect(urls(journal.links(2, 4))).toEqual(['/area.html', '/doc.pdf', '/logo.png', '/x.html'])
  expect(urls(journal.links(2, 6))).toEqual(['/area.html', '/doc.pdf', '/logo.png'])
  expect(journal.links(3)).toEqual([])
  expect(net.log.filter((line) => line.includes('.css') || line.includes('/y.html'))).toEqual([])
  expect(census(journal)[0]).toMatchObject({ distinct: 4, tested: 4, external: 1 })
})

test.each([
  ['a page read whole', '/ok.html', '/dead.html'],
  ['a link only tested', '/three.html', '/three-dead.html'],
])('the body of a link that plainly works is not kept, that of a dead one is: %s', async (_, good, bad) => {
  const { journal } = await visit({
    town: {
      'http://a.test/': page('首页', links('/ok.html', '/dead.html')),
      'http://a.test/ok.html': page('好', links('/three.html', '/three-dead.html')),
      'http://a.test/three.html': page('也好', ''),
    },
  })
  const found = [...journal.links(2), ...journal.links(3)]
  const [ok, dead] = [good, bad].map((path) => found.find(({ url }) => url.endsWith(path)))
  expect(ok?.quality).toBe('ok')
  expect(ok?.outcome).not.toHaveProperty('body')
  expect(dead?.outcome).toMatchObject({ status: 404, body: { length: expect.any(Number) } })
})

test('a site without IPv6 is never looked at over IPv6, and one without IPv4 only over IPv6', async () => {
  const town = { 'http://a.test/': page('首页', links('/a.html')), 'http://a.test/a.html': page('甲', '') }
  const four = await visit({ town })
  expect(four.net.log.every((line) => line.startsWith('4'))).toBe(true)
  const six = await visit({ town, six: ['a.test'], notFour: ['a.test'] })
  expect(six.journal.links(2, 6).map(({ outcome }) => outcome.kind)).toEqual(['answered'])
  expect(six.journal.links(2, 4)).toEqual([])
})

test('links of a host that gives no answer at all are tried a few times, the rest is left alone and said so', async () => {
  const many = Array.from({ length: 30 }, (_, index) => `http://gone.test/${index}.html`)
  const { journal, net } = await visit({ town: { 'http://a.test/': page('首页', links(...many)) } })
  expect(journal.links(2)).toHaveLength(5)
  expect(net.log.filter((line) => line.includes('gone.test') && !line.includes('robots')).length).toBe(10)
  expect(journal.notes()).toMatchObject([{ about: 'budget', subject: 'gone.test IPv4' }])
  expect(census(journal)[0]).toMatchObject({ distinct: 30, tested: 5 })
})

const BIG = {
  'http://a.test/': page('首页', links('/1.html', '/2.html', ...Array.from({ length: 40 }, (_, index) => `/doc${index}.pdf`))),
  'http://a.test/1.html': page('一', links(...Array.from({ length: 200 }, (_, index) => `/p${index}.html`))),
  'http://a.test/2.html': page('二', links(...Array.from({ length: 100 }, (_, index) => `http://b.test/${index}.html`))),
  'http://b.test/0.html': page('外', ''),
}

test('beyond the cap a sample is taken: by strata, the same each time, with its seed and counts', async () => {
  const config = withLimits({ linksPerSite: 60 })
  const [one, again] = [await visit({ town: BIG, config }), await visit({ town: BIG, config, delay: (url) => url.length % 7 })]
  const tested = [...one.journal.links(2), ...one.journal.links(3)]
  expect(new Set(tested.map(({ url }) => url)).size).toBe(60)
  expect(urls(tested)).toEqual(urls([...again.journal.links(2), ...again.journal.links(3)]))
  expect(urls(one.journal.links(2))).toEqual(expect.arrayContaining(['/1.html', '/2.html']))
  const [two, three] = census(one.journal)
  expect(two).toMatchObject({ distinct: 42, seed: 'seed' })
  expect(three).toMatchObject({ distinct: 300, seed: 'seed' })
  expect((three?.external ?? 0) / (three?.tested ?? 1)).toBeCloseTo(1 / 3, 1)
  const other = await visit({ town: BIG, config, deps: { seed: 'other' } })
  expect(urls([...other.journal.links(2), ...other.journal.links(3)])).not.toEqual(urls(tested))
})

test('of more pages than may be read whole, those left out are named in the census', async () => {
  const many = Array.from({ length: 10 }, (_, index) => `/p${index}.html`)
  const town = {
    'http://a.test/': page('首页', links(...many)),
    ...Object.fromEntries(many.map((path) => [`http://a.test${path}`, page('页', '')])),
  }
  const { journal } = await visit({ town, config: withLimits({ pagesPerSite: 4 }) })
  expect(journal.pages('page')).toHaveLength(4)
  expect(journal.links(2)).toHaveLength(10)
  expect(census(journal)[1]?.unread).toHaveLength(6)
})

test('a page that redirects to another site is no page of this one', async () => {
  const { journal } = await visit({
    town: {
      'http://a.test/': page('首页', links('/out.html')),
      'http://a.test/out.html': { to: 'http://b.test/' },
      'http://b.test/': page('外', links('/b1.html')),
    },
  })
  expect(journal.links(2).map(({ outcome }) => outcome.kind)).toEqual(['answered'])
  expect(journal.links(3)).toEqual([])
})

test('a "not there" page with status 200 is told by a random name, also behind a redirect; a real page is not', async () => {
  const gone = page('提示', '<p>抱歉，没有找到您要的内容，可能已被移走。</p>')
  const town = new Proxy<Record<string, ReturnType<typeof page> | { to: string }>>(
    {
      'http://a.test/': page('首页', links('/info/1.html', '/info/gone.html', '/old/x.html', '/new/1.html')),
      'http://a.test/info/1.html': page('文章', '<div id="content"><h2>关于召开会议的通知</h2><table><tr><td>时间</td></tr></table></div>'),
      'http://a.test/new/1.html': page('文章', '<div><ul><li>一</li><li>二</li></ul></div>'),
    },
    {
      get: (pages, url: string) =>
        pages[url] ??
        (url.includes('robots') ? undefined : url.includes('/old/') ? { to: '/' } : url.includes('/info/') ? gone : undefined),
    },
  )
  const { journal } = await visit({ town, site: siteAt('http://a.test/') })
  const quality = (path: string) => journal.links(2).find(({ url }) => url.endsWith(path))?.quality
  expect(['/info/1.html', '/info/gone.html', '/old/x.html', '/new/1.html'].map(quality)).toEqual(['ok', 'soft-404', 'soft-404', 'ok'])
})
