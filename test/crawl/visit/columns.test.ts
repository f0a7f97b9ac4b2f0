import { expect, test } from 'vitest'
import { withLimits } from './config.ts'
import { links, page, siteAt, visit } from './town.ts'

const nav = (...columns: readonly (readonly [string, string])[]) =>
  `<div class="nav"><ul>${columns.map(([url, name]) => `<li><a href="${url}">${name}</a></li>`).join('')}</ul></div>`
const list = (folder: string, date: (n: number) => string) =>
  `<ul class="list">${[1, 2, 3, 4, 5, 6].map((n) => `<li><a href="${folder}${n}.html">关于做好第 ${n} 项重点工作的通知</a>${date(n)}</li>`).join('')}</ul>`
const dated = (folder: string) => list(folder, (n) => `<span>2026-02-0${n}</span>`)

function labels(found: readonly { readonly label?: string; readonly url: string; readonly level?: number }[]): unknown[] {
  return found.map(({ label, url, level }) => [label, new URL(url).pathname, level]).sort()
}

test('columns of the navigation are fetched whole, under their names', async () => {
  const { journal } = await visit({
    town: {
      'http://a.test/': page('首页', nav(['/tzgg/', '通知公告'], ['/zcwj/', '政策文件'])),
      'http://a.test/tzgg/': page('通知公告', dated('/tzgg/')),
      'http://a.test/zcwj/': page('政策文件', dated('/zcwj/')),
    },
  })
  expect(labels(journal.pages('column'))).toEqual([
    ['政策文件', '/zcwj/', 2],
    ['通知公告', '/tzgg/', 2],
  ])
  expect(journal.pages('column').map(({ of }) => of)).toEqual(['http://a.test/', 'http://a.test/'])
  expect(journal.pages('article')).toEqual([])
})

test('a page that names itself a column is one, an article that names its column is not', async () => {
  const { journal } = await visit({
    town: {
      'http://a.test/': page('首页', links('/x/', '/x/1.html')),
      'http://a.test/x/': page('某栏目', dated('/x/'), '<meta name="ColumnName" content="政策文件">'),
      'http://a.test/x/1.html': page('某文', '', '<meta name="ColumnName" content="政策文件"><meta name="ArticleTitle" content="某文">'),
    },
  })
  expect(labels(journal.pages('column'))).toEqual([['政策文件', '/x/', 2]])
})

test('sub-columns of a channel page are columns at level 3', async () => {
  const { journal } = await visit({
    town: {
      'http://a.test/': page('首页', nav(['/xxgk/', '政府信息公开'])),
      'http://a.test/xxgk/': page(
        '政府信息公开',
        nav(['/xxgk/zcwj/', '政策文件'], ['/xxgk/tzgg/', '通知公告']),
        '<meta name="ColumnName" content="政府信息公开">',
      ),
      'http://a.test/xxgk/zcwj/': page('政策文件', dated('/xxgk/zcwj/')),
    },
  })
  expect(labels(journal.pages('column').filter(({ level }) => level === 3))).toEqual([
    ['政策文件', '/xxgk/zcwj/', 3],
    ['通知公告', '/xxgk/tzgg/', 3],
  ])
  expect(journal.links(3).map(({ url }) => new URL(url).pathname)).toEqual(expect.arrayContaining(['/xxgk/zcwj/', '/xxgk/tzgg/']))
})

test('a pinned column is fetched even where no page leads to it, and first where not all can be', async () => {
  const site = siteAt('http://a.test/', { pins: { columns: [{ name: '人事信息', url: 'http://a.test/rsxx/', kind: 'personnel' }] } })
  const { journal } = await visit({
    town: { 'http://a.test/': page('首页', nav(['/tzgg/', '通知公告'])), 'http://a.test/rsxx/': page('人事信息', dated('/rsxx/')) },
    site,
    config: withLimits({ columnsPerSite: 1 }),
  })
  expect(labels(journal.pages('column')).filter((label) => JSON.stringify(label).includes('rsxx'))).toHaveLength(1)
})

test('a list without dates has articles sampled, not only the one on top', async () => {
  const { journal } = await visit({
    town: {
      'http://a.test/': page('首页', nav(['/tzgg/', '通知公告'])),
      'http://a.test/tzgg/': page(
        '通知公告',
        list('/tzgg/', () => ''),
      ),
    },
  })
  const articles = journal.pages('article').map(({ url, of }) => [new URL(url).pathname, of])
  expect(articles).toHaveLength(3)
  expect(articles).toEqual(
    expect.arrayContaining([
      ['/tzgg/1.html', 'http://a.test/tzgg/'],
      ['/tzgg/6.html', 'http://a.test/tzgg/'],
    ]),
  )
})

test('the rows that the provincial platform fetches by script are fetched', async () => {
  const channel = '0123456789abcdef0123456789abcdef'
  const search = `http://a.test/common/search/${channel}?sort=&_isAgg=false&_isJson=false&_pageSize=20&_template=index&page=1`
  const rows = [1, 2].map(
    (n) => `<li><div class="title"><a href="/fzgg/${n}.shtml">关于第 ${n} 项工作的通知</a></div><div class="date">2026-02-0${n}</div></li>`,
  )
  const { journal, net } = await visit({
    town: {
      'http://a.test/': page('首页', nav(['/fzgg/c106090/list.shtml', '通知公告'])),
      'http://a.test/fzgg/c106090/list.shtml': page(
        '通知公告',
        `<div id="list"></div><script>var channelId='${channel}';$.get('/common/search/${channel}?sort=&_isAgg=false&_isJson=false&_pageSize=20&_template=index&page=1',function(d){$('#list').html(d)})</script>`,
      ),
      [search]: { body: `<ul id="body">${rows.join('')}</ul>` },
    },
  })
  expect(net.log).toContain(`4 ${search}`)
  expect(journal.pages('list-data').map(({ of }) => of)).toEqual(['http://a.test/fzgg/c106090/list.shtml'])
  expect(journal.links(3).map(({ url }) => new URL(url).pathname)).toEqual(expect.arrayContaining(['/fzgg/1.shtml', '/fzgg/2.shtml']))
})

test('a list in a frame and a header written by script are parts of the page', async () => {
  const { journal } = await visit({
    town: {
      'http://a.test/': page('首页', '<script src="/header.js"></script>'),
      'http://a.test/header.js': {
        type: 'application/javascript',
        body: `document.write('<div class="nav"><ul><li><a href="/tzgg/">通知公告</a></li></ul></div>');`,
      },
      'http://a.test/tzgg/': page('通知公告', '<iframe src="/tzgg/frame.html" width="100%" height="600"></iframe>'),
      'http://a.test/tzgg/frame.html': page('列表', dated('/tzgg/')),
    },
  })
  expect(labels(journal.pages('column'))).toEqual([['通知公告', '/tzgg/', 2]])
  expect(journal.pages('part').map(({ url, of }) => [new URL(url).pathname, of])).toEqual(
    expect.arrayContaining([
      ['/header.js', 'http://a.test/'],
      ['/tzgg/frame.html', 'http://a.test/tzgg/'],
    ]),
  )
  expect(journal.links(3).map(({ url }) => new URL(url).pathname)).toEqual(expect.arrayContaining(['/tzgg/1.html']))
})

const SHELL =
  '<!doctype html><html><head><title>通知公告</title><script src="/app.js"></script></head><body><div id="app"></div></body></html>'

test('a shell that only a browser fills is drawn, with the reason, and its links are links', async () => {
  const { journal, drawn } = await visit({
    town: { 'http://a.test/': page('首页', nav(['/tzgg/', '通知公告'])), 'http://a.test/tzgg/': SHELL },
    drawings: { 'http://a.test/tzgg/': page('通知公告', dated('/tzgg/')) },
  })
  expect(drawn).toEqual(['http://a.test/tzgg/'])
  const render = journal.captures().find(({ kind }) => kind === 'render')
  expect(render).toMatchObject({ of: 'http://a.test/tzgg/', reason: expect.stringMatching(/./) })
  expect(journal.links(3).find(({ url }) => url.endsWith('/tzgg/1.html'))?.foundOn).toBe('http://a.test/tzgg/')
})

test('without a browser it is noted that one was needed', async () => {
  const { journal } = await visit({ town: { 'http://a.test/': page('首页', nav(['/tzgg/', '通知公告'])), 'http://a.test/tzgg/': SHELL } })
  expect(journal.notes()).toMatchObject([{ about: 'browser', subject: 'http://a.test/tzgg/' }])
})
