import { expect, test } from 'vitest'
import { links, page, visit } from './town.ts'

const flaky = (good: string) => (asked: { readonly before: number }) => (asked.before === 0 ? { status: 503 } : good)

test('what failed is looked at again, and both looks are kept', async () => {
  const { journal, waits } = await visit({
    town: {
      'http://a.test/': page('首页', links('/flaky.html', '/dead.html', '/denied.html', '/guarded.html', '/doc.pdf')),
      'http://a.test/flaky.html': flaky(page('好', '')),
      'http://a.test/denied.html': { status: 403 },
      'http://a.test/guarded.html': { status: 412 },
      'http://a.test/doc.pdf': { failure: 'timed-out' },
    },
  })
  const looks = (path: string) =>
    [...journal.links(2, 4, 1), ...journal.links(2, 4, 2)]
      .filter(({ url }) => url.endsWith(path))
      .map(({ outcome }) => (outcome.kind === 'answered' ? outcome.status : outcome.failure))
  expect(looks('flaky.html')).toEqual([503, 200])
  expect(looks('dead.html')).toEqual([404, 404])
  expect(looks('denied.html')).toEqual([403, 403])
  expect(looks('guarded.html')).toEqual([412])
  expect(looks('doc.pdf')).toEqual(['timed-out', 'timed-out'])
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(50_000)
})

test('nothing waits where nothing failed', async () => {
  const { waits } = await visit({ town: { 'http://a.test/': page('首页', links('/a.html')), 'http://a.test/a.html': page('甲', '') } })
  expect(waits).toEqual([])
})

test('a column that answers only the second time is read with what belongs to it', async () => {
  const rows = [1, 2, 3, 4].map((n) => `<li><a href="/n/${n}.html">关于开展第 ${n} 次检查工作的通知</a></li>`)
  const list = page('通知公告', `<ul>${rows.join('')}</ul>`)
  const { journal } = await visit({
    town: {
      'http://a.test/': page('首页', '<div class="nav"><ul><li><a href="/tzgg/">通知公告</a></li></ul></div>'),
      'http://a.test/tzgg/': flaky(list),
      'http://a.test/n/1.html': page('通知', '<p>发布时间：2026-02-27</p>'),
    },
  })
  expect(journal.pages('column', 'all').map(({ look, outcome }) => [look, outcome.kind === 'answered' && outcome.status])).toEqual([
    [1, 503],
    [2, 200],
  ])
  expect(journal.pages('article').map(({ of }) => of)).toEqual(Array(3).fill('http://a.test/tzgg/'))
})
