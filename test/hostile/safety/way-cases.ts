import type { HostileCase } from '../hostile-case.ts'

/** What the site answers to one path: markup, or an answer in full. */
export type WayAnswer = string | { readonly status?: number; readonly location?: string; readonly type?: string; readonly body?: string }

/** A way in which a site asks the crawler to go where the site must not send it. */
export interface WayCase extends HostileCase {
  /** Answers by path; `inner` is the origin that must not be touched. */
  readonly pages: (inner: string) => Readonly<Record<string, WayAnswer>>
  /** The home is the forbidden place itself. */
  readonly home?: 'inner'
  /** Where the registry pins something: its URL. */
  readonly pins?: (inner: string) => { readonly board?: string; readonly annualForm?: string; readonly columns?: readonly string[] }
  /** The crawler does go this way where it may: with an open guard the canary sings. */
  readonly follows: boolean
}

const TEXT = `<p>${'本页面登载有关工作情况、政策措施和办事指南，供社会公众查阅。'.repeat(8)}</p>`
const page = (body: string, head = ''): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>首页</title>${head}</head><body>${body}${TEXT}</body></html>`
const bare = (head: string, body = ''): string =>
  `<!doctype html><html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`

const REFUSED = { verdict: 'refused', blame: 'us', follows: true } as const
/** No visitor’s browser would go there for a reader, and neither do we. */
const IGNORED = { verdict: 'refused', blame: 'nobody', follows: false } as const

const BOARD = (next: string, message: string) =>
  page(
    `<table><tr><th>来信主题</th><th>状态</th><th>时间</th></tr><tr><td><a href="${message}">咨询养老保险办理问题</a></td><td>已答复</td><td>2026-02-01</td></tr>
     <tr><td><a href="/2.html">咨询公租房申请条件</a></td><td>办理中</td><td>2026-02-10</td></tr></table><a href="${next}">下一页</a>`,
  )
const ROWS = (url: string) =>
  [1, 2, 3].map((n) => `<li><a href="${url}${n}.html">关于第 ${n} 项重点工作安排的通知</a><span>2026-02-0${n}</span></li>`).join('')

/** Ways that a page of the site leads. */
const LINKS: readonly WayCase[] = [
  { name: 'a link', does: 'links to the place', pages: (to) => ({ '/': page(`<a href="${to}/a.html">通知</a>`) }), ...REFUSED },
  { name: 'an image', does: 'shows an image from the place', pages: (to) => ({ '/': page(`<img src="${to}/a.png">`) }), ...REFUSED },
  {
    name: 'an attachment',
    does: 'offers a file at the place',
    pages: (to) => ({ '/': page(`<a href="${to}/a.pdf">附件</a>`) }),
    ...REFUSED,
  },
  {
    name: 'a link on the second level',
    does: 'links to the place from a page below',
    pages: (to) => ({ '/': page('<a href="/b.html">乙</a>'), '/b.html': page(`<a href="${to}/a.html">通知</a>`) }),
    ...REFUSED,
  },
  {
    name: 'base',
    does: 'makes the place the base of all links',
    pages: (to) => ({ '/': page('<a href="a.html">甲</a>', `<base href="${to}/">`) }),
    ...REFUSED,
  },
  {
    name: 'a list',
    does: 'names a column whose rows are at the place',
    pages: (to) => ({ '/': page('<div class="nav"><a href="/tzgg/">通知公告</a></div>'), '/tzgg/': page(`<ul>${ROWS(`${to}/`)}</ul>`) }),
    ...REFUSED,
  },
  {
    name: 'a column',
    does: 'has its columns at the place',
    pages: (to) => ({ '/': page(`<div class="nav"><a href="${to}/tzgg/">通知公告</a></div>`) }),
    ...REFUSED,
  },
  {
    name: 'list data',
    does: 'fetches the rows of a column from the place by script',
    pages: (to) => ({
      '/': page('<div class="nav"><a href="/tzgg/">通知公告</a></div>'),
      '/tzgg/': page(`<div id="list"></div><script>$.getJSON('${to}/module/web/jpage/dataproxy.jsp?columnid=1', fill)</script>`),
    }),
    ...REFUSED,
  },
  {
    name: 'a frame',
    does: 'frames the place',
    pages: (to) => ({ '/': page(`<iframe src="${to}/f.html" width="100%" height="600"></iframe>`) }),
    ...REFUSED,
  },
  {
    name: 'a frameset',
    does: 'is a frameset of the place',
    pages: (to) => ({ '/': `<html><frameset rows="100%"><frame src="${to}/f.html"></frameset></html>` }),
    ...REFUSED,
  },
  {
    name: 'a script that writes markup',
    does: 'has its header written by a script at the place',
    pages: (to) => ({ '/': page(`<script src="${to}/header.js"></script>`) }),
    ...REFUSED,
  },
  {
    name: 'the message board',
    does: 'has its board at the place',
    pages: (to) => ({ '/': page(`<a href="${to}/xx/">领导信箱</a>`) }),
    ...REFUSED,
  },
  {
    name: 'the next page of the board',
    does: 'turns the pages of its board to the place',
    pages: (to) => ({ '/': page('<a href="/zxxx/">领导信箱</a>'), '/zxxx/': BOARD(`${to}/p2.html`, '/1.html') }),
    ...REFUSED,
  },
  {
    name: 'a message of the board',
    does: 'has its answered messages at the place',
    pages: (to) => ({ '/': page('<a href="/zxxx/">领导信箱</a>'), '/zxxx/': BOARD('/p2.html', `${to}/1.html`) }),
    ...REFUSED,
  },
  {
    name: 'statistics',
    does: 'has the statistics of its board at the place',
    pages: (to) => ({ '/': page(`<a href="${to}/zxtj/">留言统计</a>`) }),
    ...REFUSED,
  },
  {
    name: 'the annual form',
    does: 'has its annual form at the place',
    pages: (to) => ({ '/': page(`<a href="${to}/form.html">政府网站工作年度报表（2025年度）</a>`) }),
    ...REFUSED,
  },
]

/** Ways that an answer sends the crawler on. */
const SENDS: readonly WayCase[] = [
  { name: 'the home itself', does: 'is registered under the place', home: 'inner', pages: () => ({}), ...REFUSED },
  {
    name: 'a redirect of the home',
    does: 'redirects its homepage to the place',
    pages: (to) => ({ '/': { status: 302, location: `${to}/` } }),
    ...REFUSED,
  },
  {
    name: 'a redirect of a link',
    does: 'redirects a link to the place',
    pages: (to) => ({ '/': page('<a href="/go">甲</a>'), '/go': { status: 301, location: `${to}/` } }),
    ...REFUSED,
  },
  {
    name: 'the last of several redirects',
    does: 'redirects twice within, then to the place',
    pages: (to) => ({ '/': page('<a href="/1">甲</a>'), '/1': { status: 307, location: '/2' }, '/2': { status: 308, location: `${to}/` } }),
    ...REFUSED,
  },
  {
    name: 'a redirect of robots.txt',
    does: 'redirects its robots.txt to the place',
    pages: (to) => ({ '/': page(''), '/robots.txt': { status: 302, location: `${to}/robots.txt` } }),
    ...REFUSED,
  },
  {
    name: 'meta refresh',
    does: 'sends on by meta',
    pages: (to) => ({ '/': bare(`<meta http-equiv="refresh" content="0; url=${to}/">`) }),
    ...REFUSED,
  },
  {
    name: 'location by script',
    does: 'sends on by script',
    pages: (to) => ({ '/': bare(`<script>window.location.href='${to}/'</script>`) }),
    ...REFUSED,
  },
  {
    name: 'a header Refresh',
    does: 'sends a Refresh field',
    pages: (to) => ({ '/': { body: page(''), type: `text/html; charset=utf-8\r\nrefresh: 0; url=${to}/` } }),
    ...IGNORED,
  },
]

/** What names the place and asks nobody to go there. */
const NAMES: readonly WayCase[] = [
  {
    name: 'a sitemap',
    does: 'names a sitemap at the place in robots.txt',
    pages: (to) => ({ '/': page(''), '/robots.txt': { type: 'text/plain', body: `User-agent: *\nSitemap: ${to}/sitemap.xml\n` } }),
    ...IGNORED,
  },
  {
    name: 'canonical',
    does: 'calls the place its canonical URL',
    pages: (to) => ({ '/': page('', `<link rel="canonical" href="${to}/">`) }),
    ...IGNORED,
  },
  {
    name: 'hints to a browser',
    does: 'hints at the place with prefetch, preconnect, dns-prefetch, preload, icon and manifest',
    pages: (to) => ({
      '/': page(
        '',
        ['prefetch', 'preconnect', 'dns-prefetch', 'preload', 'manifest'].map((rel) => `<link rel="${rel}" href="${to}/x">`).join(''),
      ),
    }),
    ...IGNORED,
  },
  {
    name: 'a form',
    does: 'has a form that is sent to the place',
    pages: (to) => ({ '/': page(`<form method="post" action="${to}/search"><input name="q"></form>`) }),
    ...IGNORED,
  },
]

/** What a person wrote: a mistake there leads no further either. */
const WRITTEN: readonly WayCase[] = [
  {
    name: 'a pinned board',
    does: 'is registered with its board at the place',
    pages: () => ({ '/': page('') }),
    pins: (to) => ({ board: `${to}/xx/` }),
    ...REFUSED,
  },
  {
    name: 'a pinned annual form',
    does: 'is registered with its annual form at the place',
    pages: () => ({ '/': page('') }),
    pins: (to) => ({ annualForm: `${to}/form.html` }),
    ...REFUSED,
  },
  {
    name: 'a pinned column',
    does: 'is registered with a column at the place',
    pages: () => ({ '/': page('') }),
    pins: (to) => ({ columns: [`${to}/tzgg/`] }),
    ...REFUSED,
  },
]

export const WAY_CASES: readonly WayCase[] = [...LINKS, ...SENDS, ...NAMES, ...WRITTEN]
