import { expect, test } from 'vitest'
import { viewBoard } from '../../src/audit/board-view.ts'
import type { Reading } from '../../src/audit/reading.ts'
import { readPage } from '../../src/extract/page.ts'
import type { BoardView, HomeView, SeenPage } from '../../src/model/evidence.ts'
import type { BoardMessage, BoardStatistics, PageFacts } from '../../src/model/page.ts'
import type { Pins } from '../../src/model/site.ts'
import { AT, CONFIG, HOME, page, siteOf } from './night.ts'

const BOARD = `${HOME}hd/`
const BLANK = readPage({ bytes: Buffer.from(page('互动交流', '<p>互动交流</p>')), url: BOARD, config: CONFIG })

function seen(role: SeenPage['role'], url: string, facts: Partial<PageFacts> | null = {}, more: Partial<SeenPage> = {}): SeenPage {
  const head = { status: 200, finalUrl: url, redirects: [], headers: {}, millis: 1 }
  return {
    id: `${role} ${url}`,
    kind: 'page',
    takenAt: AT,
    role,
    url,
    family: 4,
    look: 1,
    outcome: { kind: 'answered', ...head, body: { sha256: '', length: 0 }, truncated: false },
    facts: facts && { ...BLANK, url, ...facts },
    ...more,
  }
}

function message(title: string, more: Partial<BoardMessage> = {}): BoardMessage {
  return { title, url: null, status: null, receivedOn: null, answeredOn: null, answered: null, type: null, ...more }
}

const shows = (...messages: BoardMessage[]): Partial<PageFacts> => ({ board: { links: [], messages } })
const COUNTS: BoardStatistics = {
  period: null,
  received: 9,
  valid: null,
  forwarded: null,
  finished: 8,
  pending: null,
  overdue: null,
  rate: null,
  averageDays: null,
  form: 'sentence',
  unfilled: false,
}

function view(
  pages: readonly SeenPage[],
  about: { pins?: Partial<Pins>; own?: Reading['messages']; home?: Partial<PageFacts> } = {},
): BoardView {
  const look = seen('home', HOME, about.home)
  const home: HomeView = { looks: [look], facts: look.facts, evidence: [look.id], renders: [] }
  const reading: Reading = {
    config: CONFIG,
    pages: [look, ...pages],
    leading: [],
    renders: [],
    cut: null,
    late: null,
    data: new Map(),
    messages: about.own ?? new Map(),
    forms: new Map(),
    binaries: new Map(),
    words: async () => new Set(),
  }
  return viewBoard(reading, siteOf(about.pins), home)
}

test('messages of all pages of the board, each once, the newest answer among them', () => {
  const first = message('甲', { url: `${BOARD}1.html`, answeredOn: '2026-01-05', answered: true })
  const board = view([
    seen('board', BOARD, shows(first, message('乙'))),
    seen('board', `${BOARD}?p=2`, shows(first, message('丙', { answeredOn: '2026-02-05' })), { of: BOARD }),
  ])
  expect(board).toMatchObject({ exempt: false, url: BOARD, unread: null, newestAnswer: '2026-02-05' })
  expect(board.messages.map(({ title }) => title)).toEqual(['甲', '乙', '丙'])
  expect(board.evidence).toHaveLength(2)
})

test("a message's own page fills what the list leaves open; an answer in days to come is none", () => {
  const url = `${BOARD}1.html`
  const detail = seen('message', url, {}, { of: BOARD })
  const own = new Map([[detail.id, message('', { receivedOn: '2026-01-01', answeredOn: '2026-01-09', answered: true, type: '咨询' })]])
  const board = view(
    [seen('board', BOARD, shows(message('甲', { url, status: '已办结' }), message('乙', { answeredOn: '2026-09-09' }))), detail],
    { own },
  )
  expect(board.messages[0]).toEqual(
    message('甲', { url, status: '已办结', receivedOn: '2026-01-01', answeredOn: '2026-01-09', answered: true, type: '咨询' }),
  )
  expect(board.newestAnswer).toBe('2026-01-09')
  expect(board.evidence).toContain(detail.id)
})

test.each<[string, SeenPage, BoardView['unread']]>([
  ['failed', seen('board', BOARD, null, { outcome: { kind: 'failed', failure: 'timed-out', detail: '' } }), 'failed'],
  ['robots', seen('board', BOARD, null, { outcome: { kind: 'failed', failure: 'robots-disallowed', detail: '' } }), 'robots'],
  ['protection', seen('board', BOARD, { quality: 'protection' }), 'protection'],
  ['a script', seen('board', BOARD, { unfinished: { data: [], parts: [], render: 'a box' } }), 'needs-rendering'],
  ['nothing', seen('board', BOARD), null],
])('a board that shows no messages because of %s', (_, page_, unread) => {
  expect(view([page_])).toMatchObject({ url: BOARD, unread, messages: [] })
})

test('the board that a person named goes before one that shows more', () => {
  const named = `${HOME}named/`
  const pages = [seen('board', BOARD, shows(message('甲'))), seen('board', named)]
  expect(view(pages).url).toBe(BOARD)
  expect(view(pages, { pins: { board: named } }).url).toBe(named)
})

test('no board, a board that was not visited, and none needed', () => {
  expect(view([])).toMatchObject({ exempt: false, url: null, unread: null, evidence: [] })
  expect(view([], { pins: { board: null } })).toMatchObject({ exempt: true, url: null })
  expect(view([], { pins: { board: BOARD } })).toMatchObject({ url: BOARD, unread: 'failed' })
  const links = [{ url: BOARD, text: '领导信箱', leads: 'board' as const }]
  expect(view([], { home: { board: { links, messages: [] } } })).toMatchObject({ url: BOARD, unread: 'failed', evidence: [`home ${HOME}`] })
})

test('statistics of their own pages, of the board and of the homepage; a page that shows none stands with nothing known', () => {
  const [table, index, report, picture] = ['tj', 'list', 'list/1', 'pic'].map((name) => `${HOME}${name}.html`)
  const board = view(
    [
      seen('board', BOARD, { boardStatistics: COUNTS }),
      seen('statistics', table ?? '', { boardStatistics: { ...COUNTS, received: 7 } }),
      seen('statistics', index ?? ''),
      seen('statistics', report ?? '', { boardStatistics: { ...COUNTS, received: 5 } }, { of: index ?? '' }),
      seen('statistics', picture ?? ''),
    ],
    { home: { boardStatistics: { ...COUNTS, received: 3 } } },
  )
  expect(board.statistics.map(({ url, received }) => [url, received])).toEqual([
    [table, 7],
    [report, 5],
    [picture, null],
    [BOARD, 9],
    [HOME, 3],
  ])
})
