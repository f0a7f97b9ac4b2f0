import { expect, test } from 'vitest'
import { judgeColumn } from '../../src/model/column-judging.ts'
import type { ColumnView } from '../../src/model/evidence.ts'
import { evidenceOf, HOME, list, page, type Seen } from './night.ts'

const NEWS = `${HOME}xw/`
const FILE = '<script src="/js/index.js"></script>'
const BARE = page('新闻动态', `<div>当前位置</div><div></div>${FILE}`)
const ROWS = page(
  '新闻动态',
  `${list([
    ['2026-03-05', '甲市召开全市工作会议部署春耕', '/xw/1.html'],
    ['2026-03-01', '甲市举行重大项目开工的仪式', '/xw/2.html'],
  ])}${FILE}`,
)
const HOMEPAGE: Seen = { role: 'home', level: 1, html: page('甲市人民政府', '<div>当前位置</div>') }

async function news(html: string, about: Parameters<typeof evidenceOf>[1] = {}): Promise<ColumnView | undefined> {
  const seen: Seen = { role: 'column', url: NEWS, of: HOME, label: '新闻动态', level: 2, html }
  const { columns } = await evidenceOf([HOMEPAGE, seen], about)
  return columns.find(({ url }) => url === NEWS)
}

test('a page without rows is in doubt until a browser has drawn it', async () => {
  expect(await news(BARE)).toMatchObject({ rows: [], unread: 'needs-rendering' })
  expect(await news(BARE.replace(FILE, ''))).toMatchObject({ rows: [], unread: null })
  expect(await news(BARE.replace('当前位置', '暂无相关信息'))).toMatchObject({ rows: [], unread: null })
  expect(await news(BARE, { renders: { [NEWS]: ROWS } })).toMatchObject({ newest: '2026-03-05', unread: null })
})

test('a column that is empty in its drawing is an empty column', async () => {
  expect(await news(BARE, { renders: { [NEWS]: BARE } })).toMatchObject({ rows: [], unread: null })
})

test('an empty drawing says nothing when the script did not get what it asked for, or was not done', async () => {
  const withheld = [`${HOME}api/list`]
  expect(await news(BARE, { renders: { [NEWS]: { html: BARE, withheld } } })).toMatchObject({ rows: [], unread: 'needs-rendering' })
  expect(await news(BARE, { renders: { [NEWS]: { html: ROWS, withheld } } })).toMatchObject({ newest: '2026-03-05', unread: null })
  const loading = BARE.replace('<div></div>', '<div class="w">正在加载中，请稍候</div>')
  expect(await news(BARE, { renders: { [NEWS]: loading } })).toMatchObject({ rows: [], unread: 'needs-rendering' })
})

test('rows in the margin of a drawing from which something was withheld are not the list', async () => {
  const margin = list([
    ['2019-03-05', '边栏中的推荐信息标题一二三', '/tj/1.html'],
    ['2019-02-01', '边栏中的推荐信息标题四五六', '/tj/2.html'],
  ])
  const html = page('新闻动态', `<ul id="list"></ul><div class="pagination"></div>${margin}${FILE}`)
  const withheld = [`${HOME}api/list`]
  expect(await news(html, { renders: { [NEWS]: { html, withheld } } })).toMatchObject({ newest: '2019-03-05', unread: 'needs-rendering' })
  expect(await news(html, { renders: { [NEWS]: html } })).toMatchObject({ newest: '2019-03-05', unread: 'needs-rendering' })
})

const HOT = `<div><h3>点击排行</h3>${list([
  ['2019-03-05', '本站阅读最多的文章标题一二三', '/hot/1.html'],
  ['2019-02-01', '本站阅读最多的文章标题四五六', '/hot/2.html'],
])}</div>`
const today = '2026-03-10'
const judged = (column: ColumnView | undefined) => column && judgeColumn(column, today, { days: 14 })

test('a list that is beside the column’s own neither hides that it is stale nor makes it so', async () => {
  const own = (date: string) =>
    list([
      [date, '甲市召开全市工作会议部署春耕', '/xw/1.html'],
      [date, '甲市举行重大项目开工的仪式', '/xw/2.html'],
    ])
  expect(judged(await news(page('新闻动态', own('2026-03-05') + HOT)))).toMatchObject({ verdict: 'pass' })
  expect(judged(await news(page('新闻动态', own('2019-01-01') + HOT.replaceAll('2019', '2026'))))).toMatchObject({ verdict: 'fail' })
  expect(judged(await news(page('新闻动态', `<div></div>${HOT}`)))).toMatchObject({ verdict: 'inconclusive', because: 'unreadable' })
  expect(judged(await news(page('新闻动态', `<div></div>${HOT}${FILE}`)))).toMatchObject({ because: 'needs-rendering' })
})

test('a row whose date is not known makes no column stale, unless its article tells it', async () => {
  const article = (date: string): Seen => ({
    role: 'article',
    url: `${HOME}xw/1.html`,
    of: NEWS,
    html: `<html><head><title>消息</title></head><body><h1>甲市召开全市工作会议部署春耕</h1><div>发布时间：${date} 来源：本站</div><div>${'正文内容，说的是一件事情的经过。'.repeat(20)}</div></body></html>`,
  })
  const html = page(
    '新闻动态',
    list([
      ['3天前', '甲市召开全市工作会议部署春耕', '/xw/1.html'],
      ['2019-02-01', '甲市举行重大项目开工的仪式', '/xw/2.html'],
      ['2019-01-01', '甲市开展春季植树活动的消息', '/xw/3.html'],
    ]),
  )
  const view = async (...more: Seen[]) => {
    const { columns } = await evidenceOf([HOMEPAGE, { role: 'column', url: NEWS, of: HOME, label: '新闻动态', level: 2, html }, ...more])
    return judged(columns.find(({ url }) => url === NEWS))
  }
  expect(await view()).toMatchObject({ verdict: 'inconclusive', because: 'unreadable', says: expect.stringContaining('日期未能识别') })
  expect(await view(article('2026-03-08'))).toMatchObject({ verdict: 'pass' })
  const stale = await view(article('2019-03-08'))
  expect(stale).toMatchObject({ verdict: 'fail', says: expect.stringContaining('2019-03-08') })
  expect(stale?.evidence).toHaveLength(2)
})
