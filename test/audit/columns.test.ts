import { expect, test } from 'vitest'
import type { ColumnView } from '../../src/model/evidence.ts'
import { AT, evidenceOf, HOME, list, note, page, type Seen, siteOf } from './night.ts'

const NEWS = `${HOME}xw/`
const NOTICES = `${HOME}tz/`
const HOMEPAGE: Seen = {
  role: 'home',
  level: 1,
  html: page('甲市人民政府', list([['2026-03-09', '甲市召开全市工作会议部署春耕', '/xw/1.html']])),
}
const rows = (...dates: (string | null)[]) =>
  list(dates.map((date, at) => [date, `关于第${at}号事项的重要工作通报内容`, `/xw/a${at}.html`]))

async function column(seen: readonly Seen[], about: Parameters<typeof evidenceOf>[1] = {}): Promise<ColumnView | undefined> {
  const { columns } = await evidenceOf([HOMEPAGE, ...seen], about)
  return columns.find(({ url }) => url === NEWS)
}

const news = (html: string, more: Partial<Seen> = {}): Seen => ({
  role: 'column',
  url: NEWS,
  of: HOME,
  label: '新闻动态',
  level: 2,
  html: page('新闻动态', html),
  ...more,
})

test('the newest date is that of any row, a pinned old one on top and days to come left aside', async () => {
  const view = await column([news(rows('2019-01-01', '2026-03-05', '2026-02-01', '2026-03-11', '2030-01-01'))])
  expect(view).toMatchObject({
    name: '新闻动态',
    kind: 'news',
    level: 2,
    pinned: false,
    newest: '2026-03-05',
    newestFrom: 'list',
    unread: null,
  })
  expect(view?.rows).toHaveLength(5)
  expect(view?.evidence).toHaveLength(1)
})

test('where no row shows a date the sampled articles tell it, by what they print', async () => {
  const article = (url: string, date: string): Seen => ({
    role: 'article',
    url,
    of: NEWS,
    html: `<html><head><title>一则新闻</title></head><body><h1>一则新闻标题在此</h1><div>发布时间：${date} 来源：本站</div><div>${'正文内容，说的是一件事情的经过。'.repeat(20)}</div></body></html>`,
  })
  const view = await column([
    news(rows(null, null, null, null)),
    article(`${HOME}xw/a0.html`, '2025-06-01'),
    article(`${HOME}xw/a3.html`, '2025-05-01'),
  ])
  expect(view).toMatchObject({ newest: '2025-06-01', newestFrom: 'article', unread: null })
  expect(view?.evidence).toHaveLength(3)
})

test('rows without any date cannot be judged', async () => {
  expect(await column([news(rows(null, null, null, null))])).toMatchObject({ newest: null, newestFrom: null, unread: 'unreadable' })
})

test('an undated row whose URL is younger than every date shown may acquit', async () => {
  const mixed = list([
    ['2025-01-01', '一条已经标明日期的旧消息标题', '/xw/b1.html'],
    ['2025-01-02', '又一条已经标明日期的旧消息标题', '/xw/b2.html'],
    [null, '一条没有标明日期的新消息标题', '/xw/202603/t20260308_1.html'],
  ])
  expect(await column([news(mixed)])).toMatchObject({ newest: '2026-03-08', newestFrom: 'url' })
})

test.each<[string, Partial<Seen>, ColumnView['unread']]>([
  ['no answer', { failure: 'timed-out' }, 'failed'],
  ['robots', { failure: 'robots-disallowed' }, 'robots'],
  ['not found', { status: 404 }, 'error-page'],
  ['a device in between', { status: 412, html: "<html><script>$_ts=window['$_ts'];</script></html>" }, 'protection'],
  ['a missing download', { status: 404, bytes: Buffer.from('%PDF-1.4 x'), type: 'application/pdf' }, 'error-page'],
  ['a download', { bytes: Buffer.from('%PDF-1.4 x'), type: 'application/pdf' }, 'unreadable'],
])('a column is not empty because of %s', async (_, more, unread) => {
  expect(await column([news('', more)])).toMatchObject({ unread, rows: [] })
})

test('a second look replaces the first', async () => {
  const view = await column([news('', { failure: 'timed-out' }), news(rows('2026-03-05', '2026-03-01'), { look: 2 })])
  expect(view).toMatchObject({ unread: null, newest: '2026-03-05' })
})

test('a list that a script fetches comes from its data', async () => {
  const id = '0123456789abcdef0123456789abcdef'
  const html = `<ul id="body"></ul><script>$.get("/common/search/${id}?sort=&_isAgg=false&_isJson=false&_pageSize=20&_template=index&page=1", function (html) { $("#body").html(html) })</script>`
  const data = (text: string, more: Partial<Seen> = {}): Seen => ({
    role: 'list-data',
    of: NEWS,
    url: `${HOME}common/search/${id}?sort=&_isAgg=false&_isJson=false&_pageSize=20&_template=index&page=1`,
    html: text,
    ...more,
  })
  expect(await column([news(html)])).toMatchObject({ rows: [], unread: 'needs-rendering' })
  expect(await column([news(html + rows('2020-01-02', '2020-01-01'))])).toMatchObject({ newest: '2020-01-02', unread: 'needs-rendering' })
  expect(await column([news(html), data(rows('2026-03-02', '2026-03-01'))])).toMatchObject({ newest: '2026-03-02', unread: null })
  expect(await column([news(html), data('<ul id="body"></ul><div class="page"><a href="#">首页</a>共0条</div>')])).toMatchObject({
    rows: [],
    unread: null,
  })
  expect(await column([news(html), data('{"data":{"results":[]}}', { type: 'application/json' })])).toMatchObject({
    rows: [],
    unread: null,
  })
  expect(await column([news(html), data('<div>系统繁忙，请您稍后再试一试，或者联系管理员处理此事</div>')])).toMatchObject({
    rows: [],
    unread: 'unreadable',
  })
  expect(await column([news(html), data('', { failure: 'timed-out' })])).toMatchObject({ rows: [], unread: 'failed' })
  expect(await column([news(html), data('', { status: 412, html: "<script>$_ts=window['$_ts']</script>" })])).toMatchObject({
    rows: [],
    unread: 'protection',
  })
})

test('a frame and a drawing give the rows that they hold', async () => {
  const frame: Seen = { role: 'part', url: `${NEWS}frame.html`, of: NEWS, html: page('', rows('2026-03-04', '2026-03-01')) }
  expect(await column([news('<iframe src="frame.html"></iframe>'), frame])).toMatchObject({ newest: '2026-03-04', unread: null })
  expect(await column([news('<iframe src="frame.html"></iframe>')])).toMatchObject({ rows: [], unread: 'needs-rendering' })
  const shell = '<ul id="listbox"></ul><script>$.ajax({url: u, success: function (d) { $("#listbox").append(d) }})</script>'
  expect(await column([news(shell)])).toMatchObject({ rows: [], unread: 'needs-rendering' })
  const drawn = await column([news(shell)], { renders: { [NEWS]: page('新闻动态', rows('2026-03-03', '2026-03-01')) } })
  expect(drawn).toMatchObject({ newest: '2026-03-03', unread: null })
  expect(drawn?.evidence).toHaveLength(2)
})

test('a list that a script file fills is neither an empty column nor the list in the margin', async () => {
  const box = '<div class="main"><ul id="list"></ul><div id="page_div"></div></div>'
  const file = '<script src="/js/jquery.min.js"></script><script src="/a/xhtml/js/listPage.js"></script>'
  expect(await column([news(file + box)])).toMatchObject({ rows: [], unread: 'needs-rendering' })
  expect(await column([news(file + box + rows('2019-03-05', '2019-02-01'))])).toMatchObject({
    newest: '2019-03-05',
    unread: 'needs-rendering',
  })
  expect(await column([news(box)])).toMatchObject({ rows: [], unread: null })
  // A footer that is missing says nothing of the list.
  const footless = news(`${file}${rows('2026-03-05', '2026-03-01')}`)
  const html = footless.html?.replace(/<div class="footer">.*?<\/div>/, '<div class="footer"></div>') ?? ''
  expect(await column([{ ...footless, html }])).toMatchObject({ newest: '2026-03-05', unread: null })
})

test('only a page that says nothing of its own is an empty column', async () => {
  expect(await column([news('<ul class="list"></ul><p>暂无信息</p>')])).toMatchObject({ rows: [], unread: null, underConstruction: false })
  expect(await column([news('<p>本栏目正在建设中，敬请期待</p>')])).toMatchObject({ rows: [], unread: null, underConstruction: true })
  expect(await column([news('<div>甲市位于省境中部，辖三县四区，总面积一万三千平方公里。</div>')])).toMatchObject({ unread: 'unreadable' })
})

test('a channel that only leads to its sub-columns is not empty', async () => {
  const channel = news('<div class="subnav"><a href="/xw/bm/">部门动态</a><a href="/xw/qx/">县区动态</a></div>')
  expect(await column([channel])).toMatchObject({ rows: [], unread: 'unreadable' })
  const neighbours = page('规划计划', '<div class="subnav"><a href="/gk/tz.htm">部门通知</a><a href="/gk/zc.htm">部门政策</a></div>')
  const own = page('规划计划', '<div class="subnav"><a href="/gk/gh/zx.htm">专项规划</a></div>')
  const plans = async (html: string) => {
    const { columns } = await evidenceOf([HOMEPAGE, { role: 'column', url: `${HOME}gk/gh.htm`, label: '规划计划', level: 2, html }])
    return columns.find(({ kind }) => kind === 'planning')?.unread
  }
  expect(await plans(neighbours)).toBeNull()
  expect(await plans(own)).toBe('unreadable')
})

test('a list in the margin of every column is none of theirs', async () => {
  const margin = list(
    ['2026-03-09', '2026-03-08', '2026-03-07'].map((date, at) => [date, `边栏中的推荐信息第${at}条标题内容`, `/tj/${at}.html`]),
  )
  const other = (name: string): Seen => ({
    role: 'column',
    url: `${HOME}${name}/`,
    label: '通知公告',
    level: 2,
    html: page(
      '',
      margin +
        list([
          ['2026-03-01', `${name} 栏目自己的一条信息标题内容`, `/${name}/1.html`],
          ['2026-02-28', `${name} 栏目自己的又一条信息标题`, `/${name}/2.html`],
        ]),
    ),
  })
  const others = ['tz', 'zc', 'rs'].map(other)
  expect(await column([news(margin + rows('2024-01-01', '2023-01-01')), ...others])).toMatchObject({ newest: '2024-01-01', unread: null })
  expect(await column([news(margin), ...others])).toMatchObject({ rows: [], unread: null })
})

test('columns of other sites, the homepage again and doubles are left out', async () => {
  const html = page('新闻动态', rows('2026-03-05', '2026-03-01'))
  const column_ = (url: string, more: Partial<Seen> = {}): Seen => ({ role: 'column', url, label: '要闻', level: 3, html, ...more })
  const { columns } = await evidenceOf([
    HOMEPAGE,
    news(rows('2026-03-05', '2026-03-01')),
    column_(`${NEWS}index.html`),
    column_('http://www.b.gov.cn/xw/'),
    column_(`${HOME}elsewhere/`, { finalUrl: 'http://www.b.gov.cn/' }),
    column_(`${HOME}gone/`, { finalUrl: HOME }),
  ])
  const visited = columns.filter(({ unread }) => unread === null)
  expect(visited.map(({ url, level }) => [url, level])).toEqual([[NEWS, 2]])
})

test('a pinned column has the name and kind that a person gave it, on whatever host', async () => {
  const url = 'http://zfxxgk.b.gov.cn/list/'
  const site = siteOf({ columns: [{ name: '法定公开', url, kind: 'policy' }] })
  const { columns } = await evidenceOf(
    [HOMEPAGE, { role: 'column', url, label: '公告', level: 3, html: page('', rows('2026-03-05', '2026-03-01')) }],
    { site },
  )
  expect(columns.find((one) => one.url === url)).toMatchObject({ name: '法定公开', kind: 'policy', pinned: true })
})

test('a column that is known of and was not visited is a doubt', async () => {
  const { columns } = await evidenceOf([HOMEPAGE, news(rows('2026-03-05', '2026-03-01'))])
  expect(columns.find(({ url }) => url === NOTICES)).toMatchObject({ kind: 'notice', unread: 'failed', rows: [] })
  const shut = await evidenceOf([HOMEPAGE], { others: [note('robots')] })
  expect(shut.columns.map(({ unread }) => unread)).toEqual(['robots', 'robots', 'robots'])
  expect((await evidenceOf([{ role: 'home', level: 1, failure: 'timed-out' }])).columns).toEqual([])
  expect(shut.notes).toMatchObject([{ about: 'robots', takenAt: AT }])
})
