import { expect, test } from 'vitest'
import { choosePictures, type JudgedSite } from '../../src/audit/pictured.ts'
import { readPage } from '../../src/extract/page.ts'
import type { LinkCapture } from '../../src/model/capture.ts'
import type { ColumnView, Evidence, HomeView } from '../../src/model/evidence.ts'
import type { RecordedFinding } from '../../src/model/finding.ts'
import type { BoardMessage, ListRow } from '../../src/model/page.ts'
import type { IndicatorScore, SiteScore } from '../../src/model/rubric.ts'
import { AT, CONFIG, evidenceOf, HOME, link, note, page, siteOf } from './night.ts'

const row = (title: string, url: string, date: string | null): ListRow => ({ title, url, date, dateSource: date === null ? null : 'shown' })
const TWIN = `${HOME}index.html`

function home(): HomeView {
  const facts = readPage({ bytes: Buffer.from(page('首页', '')), url: HOME, config: CONFIG })
  const list = [row('旧闻', `${HOME}1.html`, '2026-01-01'), row('新闻', `${HOME}2.html`, '2026-02-08')]
  const head = { status: 200, finalUrl: TWIN, redirects: [], headers: {}, millis: 1, truncated: false, body: { sha256: '', length: 0 } }
  const look = { id: 'home', kind: 'page', role: 'home', takenAt: AT, url: HOME, family: 4, look: 1, facts: { ...facts, list } } as const
  return { looks: [{ ...look, outcome: { kind: 'answered', ...head } }], facts: look.facts, evidence: ['home'], renders: [] }
}

function column(name: string, rows: readonly ListRow[], newest: string | null, more: Partial<ColumnView> = {}): ColumnView {
  const url = `${HOME}${name}/`
  const said = { kind: 'news', pinned: false, level: 2, newestFrom: 'list', unread: null, underConstruction: false } as const
  return { name, url, rows, newest, ...said, evidence: [`column ${name}`], ...more }
}

function message(title: string, more: Partial<BoardMessage> = {}): BoardMessage {
  return { title, url: null, status: null, receivedOn: null, answeredOn: null, answered: null, type: null, ...more }
}

function tested(id: string, path: string, more: Partial<LinkCapture> = {}): LinkCapture {
  return { ...link(`${HOME}${path}`, 1, 404), id, foundOn: `${HOME}list/`, text: ' 办事 指南 ', ...more }
}

const BOARD = `${HOME}board/`
const FORM = `${HOME}form.html`
const PROVEN = { proven: true, says: '', canaries: [] }
const EVIDENCE: Evidence = {
  vantage: { ipv4: PROVEN, ipv6: PROVEN, ipv6Names: true },
  dns: [],
  home: home(),
  links: [
    tested('dead', 'dead.html'),
    tested('six', 'six.html', { family: 6 }),
    tested('six-over-four', 'six.html', { family: 4 }),
    tested('only-six', 'only-six.html', { family: 6, text: '' }),
    tested('on-home', 'lost.html', { foundOn: TWIN }),
  ],
  census: [],
  columns: [
    column('stale', [row('后发', `${HOME}a.html`, '2025-01-01'), row('先发', `${HOME}b.html`, '2025-06-01')], '2025-06-01'),
    column('bare', [], null),
    column('built', [], null, { underConstruction: true }),
  ],
  board: {
    exempt: false,
    url: BOARD,
    unread: null,
    messages: [
      message('旧答复', { answeredOn: '2025-01-01' }),
      message('无链接'),
      message('有链接', { url: `${BOARD}1.html` }),
      message('新答复', { answeredOn: '2025-11-01' }),
    ],
    newestAnswer: '2025-11-01',
    statistics: [],
    evidence: ['board'],
  },
  annualForm: {
    onHome: [{ text: '报表', url: FORM, year: 2023 }],
    elsewhere: [{ text: '报表', url: `${HOME}old.html`, year: 2022, foundOn: `${HOME}list/` }],
    form: {
      url: FORM,
      year: 2023,
      siteName: null,
      home: null,
      siteCode: null,
      filledOn: '2026-03-05',
      publishedAt: null,
      numbers: { '收到留言数量': 1, '办结留言数量': 2, '维护数量': 3 },
    },
    unread: null,
    evidence: ['form'],
  },
  availability: { probes: [], planned: 0, days: 7 },
  tickets: null,
  notes: [],
}

type Fault = Extract<RecordedFinding, { verdict: 'pass' | 'fail' }>
function fault(check: string, subject: string, cites: string, more: Partial<Fault> = {}): Fault {
  return { site: siteOf().code, check, subject, says: '', verdict: 'fail', evidence: [cites], ...more }
}

function choose(findings: readonly RecordedFinding[], most = 9, over: Partial<JudgedSite> = {}) {
  return choosePictures({ site: siteOf(), asOf: AT, evidence: EVIDENCE, findings, scores: [], patterns: CONFIG.patterns, ...over }, most)
}

const DAYS = { measured: { value: 30, unit: 'day' } } as const
test.each<[name: string, finding: Fault, page: string, at: object | null, says: string]>([
  ['a dead link', fault('l', `${HOME}dead.html`, 'dead'), `${HOME}list/`, { kind: 'link', href: `${HOME}dead.html` }, '链接“办事 指南”'],
  [
    'a dead link of a host without IPv4',
    fault('l', `${HOME}only-six.html`, 'only-six'),
    `${HOME}list/`,
    { kind: 'link', href: `${HOME}only-six.html` },
    `链接 ${HOME}only-six.html`,
  ],
  [
    'a dead link of the homepage',
    fault('l', `${HOME}lost.html`, 'on-home'),
    HOME,
    { kind: 'link', href: `${HOME}lost.html` },
    '链接“办事 指南”',
  ],
  [
    'a stale column',
    fault('k', `${HOME}stale/`, 'column stale'),
    `${HOME}stale/`,
    { kind: 'row', href: `${HOME}b.html`, title: '先发' },
    '栏目“stale”最新的信息“先发”',
  ],
  ['an empty column', fault('e', `${HOME}bare/`, 'column bare'), `${HOME}bare/`, null, '栏目“bare”的信息'],
  [
    'a column under construction',
    fault('e', `${HOME}built/`, 'column built'),
    `${HOME}built/`,
    { kind: 'text', words: CONFIG.patterns.underConstruction },
    '栏目“built”正在建设的提示',
  ],
  [
    'an overdue message',
    fault('b', `${BOARD}1.html`, 'board'),
    BOARD,
    { kind: 'row', href: `${BOARD}1.html`, title: '有链接' },
    '留言“有链接”',
  ],
  ['one without a page', fault('b', `${BOARD} 无链接`, 'board'), BOARD, { kind: 'row', href: null, title: '无链接' }, '留言“无链接”'],
  ['the newest answer', fault('board-answers', BOARD, 'board'), BOARD, { kind: 'row', href: null, title: '新答复' }, '留言“新答复”'],
  ['missing statistics', fault('board-statistics', BOARD, 'board'), BOARD, null, '留言办理情况统计数据'],
  ['a form of another year', fault('annual-form-year', FORM, 'form'), HOME, { kind: 'link', href: FORM }, '年度报表入口'],
  [
    'a form of another year that is linked elsewhere',
    fault('annual-form-year', `${HOME}old.html`, 'form'),
    `${HOME}list/`,
    { kind: 'link', href: `${HOME}old.html` },
    '年度报表入口',
  ],
  [
    'a late form',
    fault('annual-form-date', FORM, 'form'),
    FORM,
    { kind: 'text', words: ['2026-03-05', '2026年3月5日', '2026年03月05日', '2026/03/05', '2026.03.05'] },
    '年度报表的有关内容',
  ],
  [
    'numbers that do not fit',
    fault('annual-form-consistency', FORM, 'form', { says: '办结留言数量 2 大于收到留言数量 1' }),
    FORM,
    { kind: 'text', words: ['收到留言数量', '办结留言数量'] },
    '年度报表的有关内容',
  ],
  ['no entry of the form', fault('annual-form-home', HOME, 'home'), HOME, null, '政府网站工作年度报表入口'],
  ['no error report', fault('error-report-entry', HOME, 'home'), HOME, null, '“我为政府网站找错”入口'],
  ['no board', fault('message-board', HOME, 'home'), HOME, null, '互动交流渠道入口'],
  [
    'a stale homepage',
    fault('home-freshness', HOME, 'home', DAYS),
    HOME,
    { kind: 'row', href: `${HOME}2.html`, title: '新闻' },
    '首页最新的信息“新闻”',
  ],
])('%s is seen', (_, finding, url, at, says) => {
  expect(choose([finding])).toEqual([{ url, marks: [{ check: finding.check, subject: finding.subject, at, says }] }])
})

test('the entry with a wrong code is looked for by its marks, the script itself last', () => {
  const [picture] = choose([fault('error-report-code', HOME, 'home')])
  const at = picture?.marks[0]?.at
  expect(at?.kind === 'selector' && at.css.at(-1)).toContain('script')
})

test.each<[string, RecordedFinding]>([
  ['a name without an address', fault('ipv6-address', 'www.a.gov.cn', 'dns')],
  ['a homepage that fails over IPv6', fault('ipv6-home', HOME, 'home')],
  ['a link that fails over IPv6 alone', fault('ipv6-links-level-2', `${HOME}six.html`, 'six')],
  ['a homepage that is often down', fault('availability', HOME, 'probe')],
  ['a message of the ledger', fault('error-report-late', '20260101', 'ticket')],
  ['a pass', { ...fault('annual-form-home', HOME, 'home'), verdict: 'pass' }],
  ['a doubt', { ...fault('annual-form-home', HOME, 'home'), verdict: 'inconclusive', because: 'unreadable' }],
])('%s is seen nowhere', (_, finding) => {
  expect(choose([finding])).toEqual([])
})

function scored(check: string, more: Partial<IndicatorScore>): IndicatorScore {
  const tally = { 'pass': 0, 'fail': 1, 'inconclusive': 0, 'not-applicable': 0 }
  return { id: check, part: 'p', title: '', check, score: { low: 0, high: 0 }, points: 0, vetoed: 'no', tally, ...more }
}

test('a page is pictured once with all that is seen on it, and the most expensive pages come first', () => {
  const findings = [
    fault('links', `${HOME}dead.html`, 'dead'),
    fault('empty', `${HOME}bare/`, 'column bare'),
    fault('links', `${HOME}lost.html`, 'on-home'),
    fault('annual-form-home', HOME, 'home'),
    fault('veto', `${HOME}stale/`, 'column stale'),
  ]
  const indicators = [
    scored('links', { points: 8, score: { low: 4, high: 6 }, tally: { 'pass': 9, 'fail': 2, 'inconclusive': 0, 'not-applicable': 0 } }),
    scored('empty', { points: 3, score: { low: 0, high: 1.5 } }),
    scored('annual-form-home', { points: 5, score: { low: 2, high: 2 } }),
    scored('veto', { vetoed: 'yes' }),
  ]
  const scores = [{ indicators } as unknown as SiteScore]
  const chosen = choose(findings, 9, { scores })
  expect(chosen.map(({ url, marks }) => `${url} ${marks.map(({ check }) => check)}`)).toEqual([
    `${HOME}stale/ veto`,
    `${HOME} annual-form-home,links`,
    `${HOME}bare/ empty`,
    `${HOME}list/ links`,
  ])
  expect(choose(findings, 2, { scores })).toEqual(chosen.slice(0, 2))
  expect(choose(findings, 0, { scores })).toEqual([])
})

test('no more is marked on one page than can be told apart', () => {
  const links = Array.from({ length: 80 }, (_, n) => tested(`dead ${n}`, `dead-${n}.html`))
  const findings = links.map(({ id, url }) => fault('links', url, id))
  const [picture] = choose(findings, 9, { evidence: { ...EVIDENCE, links } })
  expect(picture?.marks).toHaveLength(50)
})

test('pictures are no evidence', async () => {
  const seen = [{ role: 'home', html: page('首页', '<p>正文</p>') }] as const
  const others = [link(`${HOME}x`, 1, 404), note('browser')]
  const one = { body: { sha256: 'ab', length: 1 }, type: 'image/png', width: 1, height: 1 } as const
  const outcome = { kind: 'answered', finalUrl: HOME, page: one, detail: one, marked: 1 } as const
  const shot = { kind: 'picture', takenAt: AT, url: HOME, shows: [{ check: 'c', subject: HOME }], outcome } as const
  expect(await evidenceOf(seen, { others: [...others, shot] })).toEqual(await evidenceOf(seen, { others }))
})
