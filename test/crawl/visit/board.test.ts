import { expect, test } from 'vitest'
import { links, page, siteAt, visit } from './town.ts'

const BOARD = page(
  '领导信箱',
  `<table><tr><th>来信主题</th><th>状态</th><th>时间</th></tr>
  <tr><td><a href="/zxxx/1.html">咨询养老保险办理问题</a></td><td>已答复</td><td>2026-02-01</td></tr>
  <tr><td><a href="/zxxx/2.html">咨询公租房申请条件</a></td><td>办理中</td><td>2026-02-10</td></tr></table>
  <a href="/zxxx/index_1.html">2</a> <a href="/zxxx/index_1.html">下一页</a> <a href="/zxtj/">留言统计</a>`,
)

test('a board is read with its next pages, its answered messages and its statistics', async () => {
  const { journal } = await visit({
    town: {
      'http://a.test/': page('首页', '<a href="/zxxx/">领导信箱</a>'),
      'http://a.test/zxxx/': BOARD,
      'http://a.test/zxtj/': page('留言统计', '来信总数<span>12</span>件 办结总数<span>10</span>件'),
    },
  })
  expect(journal.pages('board').map(({ url, of }) => [url, of])).toEqual([
    ['http://a.test/zxxx/', 'http://a.test/'],
    ['http://a.test/zxxx/index_1.html', 'http://a.test/zxxx/'],
  ])
  expect(journal.pages('message').map(({ url, of }) => [url, of])).toEqual([['http://a.test/zxxx/1.html', 'http://a.test/zxxx/']])
  expect(journal.pages('statistics').map(({ url, of }) => [url, of])).toEqual([['http://a.test/zxtj/', 'http://a.test/zxxx/']])
})

test('statistics whose numbers a script fills are drawn', async () => {
  const { drawn } = await visit({
    town: {
      'http://a.test/': page('首页', '<a href="/zxxx/">领导信箱</a>'),
      'http://a.test/zxxx/': BOARD,
      'http://a.test/zxtj/': page('留言统计', '来信总数<span id="a"></span>件 办结总数<span id="b"></span>件<script>load("#a")</script>'),
    },
    drawings: { 'http://a.test/zxtj/': page('留言统计', '来信总数<span>12</span>件 办结总数<span>10</span>件') },
  })
  expect(drawn).toEqual(['http://a.test/zxtj/'])
})

test('a site that need not run a board is not searched for one, and a pinned board is fetched', async () => {
  const town = { 'http://a.test/': page('首页', '<a href="/zxxx/">领导信箱</a>'), 'http://a.test/zxxx/': BOARD, 'http://a.test/hd/': BOARD }
  const exempt = await visit({ town, site: siteAt('http://a.test/', { pins: { columns: [], board: null } }) })
  expect(exempt.journal.pages('board')).toEqual([])
  const pinned = await visit({ town, site: siteAt('http://a.test/', { pins: { columns: [], board: 'http://a.test/hd/' } }) })
  expect(pinned.journal.pages('board')[0]?.url).toBe('http://a.test/hd/')
})

const FORM = '政府网站工作年度报表（2025年度）'

test('the annual form on the homepage is fetched, whatever its type, and not asked for again at the end', async () => {
  const pdf = { type: 'application/pdf', body: `%PDF-1.4 ${'x'.repeat(100_000)}` }
  const { journal } = await visit({
    town: { 'http://a.test/': page('首页', `<a href="/report.pdf">${FORM}</a>`), 'http://a.test/report.pdf': pdf },
  })
  const [form, ...more] = journal.pages('annual-form', 'all')
  expect(more).toEqual([])
  expect(form).toMatchObject({ of: 'http://a.test/', outcome: { kind: 'answered', truncated: false, body: { length: 100_009 } } })
})

test('where the homepage has none, it is looked for on the pages of the second level', async () => {
  const { journal } = await visit({
    town: {
      'http://a.test/': page('首页', links('/about.html')),
      'http://a.test/about.html': page('关于', `<a href="/form.html">${FORM}</a>`),
    },
  })
  expect(journal.pages('annual-form').map(({ url, of }) => [url, of])).toEqual([['http://a.test/form.html', 'http://a.test/about.html']])
})
