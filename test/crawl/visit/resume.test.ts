import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Killed, links, MemoryJournal, page, type Town, type Visited, visit } from './town.ts'

const nav =
  '<div class="nav"><ul><li><a href="/tzgg/index.html">通知公告</a></li><li><a href="/zcwj/">政策文件</a></li><li><a href="/zxxx/">领导信箱</a></li></ul></div>'
const rows = (folder: string) =>
  `<ul class="list">${[1, 2, 3, 4].map((n) => `<li><a href="/${folder}/${n}.html">关于第 ${n} 项工作的通知公示</a></li>`).join('')}</ul>`

/** A site with something of everything: columns, samples, failures that pass and that stay, other hosts, IPv6, a redirect, a sibling. */
const TOWN: Town = {
  'http://a.test/robots.txt': { body: 'User-agent: *\nDisallow: /no/\n', type: 'text/plain' },
  'http://a.test/': page(
    '首页',
    `${nav}${links('/1.html', '/2.html', '/no/x.html', '/doc.pdf', 'http://b.test/', 'http://gone.test/', '/moved.html')}`,
  ),
  'http://a.test/tzgg/index.html': page('通知公告', rows('tzgg'), '<meta name="ColumnName" content="通知公告">'),
  'http://a.test/tzgg/1.html': page('通知', '<p>发布时间：2026-02-20</p>'),
  'http://a.test/zcwj/': page('政策文件', rows('zcwj')),
  'http://a.test/zxxx/': page(
    '领导信箱',
    '<table><tr><th>来信主题</th><th>状态</th></tr><tr><td><a href="/zxxx/9.html">咨询社保问题</a></td><td>已答复</td></tr></table>',
  ),
  'http://a.test/1.html': page('一', links('/3.html', '/4.html', 'http://b.test/x', '/zcwj/1.html')),
  'http://a.test/2.html': ({ before }) => (before === 0 ? { failure: 'timed-out' } : page('二', links('/5.html'))),
  'http://a.test/3.html': page('三', ''),
  'http://a.test/4.html': ({ family, before }) => (family === 6 && before === 0 ? { status: 502 } : page('四', '')),
  'http://a.test/doc.pdf': { type: 'application/pdf', body: '%PDF-1.4 …' },
  'http://a.test/moved.html': { to: '/3.html' },
  'http://b.test/': page('外', links('/z')),
}
const SIX = ['a.test']

async function undisturbed(): Promise<Visited> {
  return visit({ town: TOWN, six: SIX })
}

test('a visit that is killed at any moment and resumed ends with the evidence of an undisturbed one', async () => {
  const whole = (await undisturbed()).journal
  const total = whole.byKey.size
  expect(total).toBeGreaterThan(40)
  for (let after = 1; after < total; after += 3) {
    const journal = new MemoryJournal()
    journal.left = after
    await expect(visit({ town: TOWN, six: SIX, journal })).rejects.toThrow(Killed)
    journal.left = Number.POSITIVE_INFINITY
    const before = new Set(journal.byKey.keys())
    // The servers remember what they were asked: the second process meets them as the first one left them.
    const town = remembering(before)
    await visit({ town, six: SIX, journal })
    expect(journal.substance()).toEqual(whole.substance())
  }
})

/** The town after the first process: a server that fails once has done so if that look was committed. */
function remembering(committed: ReadonlySet<string>): Town {
  return {
    ...TOWN,
    'http://a.test/2.html': ({ family, before }) => {
      const had = [...committed].some((key) => /^(?:page|link)\|/.test(key) && key.endsWith(`|${family}|1|http://a.test/2.html`))
      const first = before === 0 && !had
      return first ? { failure: 'timed-out' } : page('二', links('/5.html'))
    },
    'http://a.test/4.html': ({ family, before }) => {
      const first = family === 6 && before === 0 && !committed.has('link|6|1|http://a.test/4.html')
      return first ? { status: 502 } : page('四', '')
    },
  }
}

test('a resumed visit asks for nothing that it has', async () => {
  const { journal } = await undisturbed()
  const again = await visit({ town: TOWN, six: SIX, journal })
  expect(again.net.log).toEqual([])
  expect(again.waits).toEqual([])
})

test('in whatever order the answers come, the evidence is the same', async () => {
  const whole = (await undisturbed()).journal.substance()
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (salt) => {
      const delay = (url: string) => [...url].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, salt >>> 0) % 5
      const { journal } = await visit({ town: TOWN, six: SIX, delay })
      expect(journal.substance()).toEqual(whole)
    }),
    { numRuns: 8 },
  )
})
