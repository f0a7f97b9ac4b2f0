import { links, page } from '../../../crawl/visit/town.ts'
import type { HostileCase } from '../../hostile-case.ts'

/** A site that makes new addresses as long as somebody asks. */
export interface TrapCase extends HostileCase {
  /** The page at an address of the site; `turn` counts the answers so far. Null: there is none (404). */
  readonly answer: (url: URL, turn: number) => string | null
  /** No more addresses than this may be asked for. */
  readonly most: number
  /** Distinct links of the second and third level, where they can be told. */
  readonly distinct?: readonly [number, number]
  /** Links called dead. */
  readonly dead?: number
}

const hex = (turn: number): string => (turn * 2_654_435_761).toString(16).padStart(32, 'a1b2c3d4')
const many = (count: number, to: (index: number) => string): string => links(...Array.from({ length: count }, (_, index) => to(index)))
const FINE = { verdict: 'pass', blame: 'nobody' } as const
const LEVELS = 'levels are clicks from the homepage: at the third the visit ends'

export const TRAP_CASES: readonly TrapCase[] = [
  {
    name: 'next page',
    does: 'has a calendar whose every page leads to the next',
    ...FINE,
    because: LEVELS,
    most: 12,
    distinct: [1, 1],
    answer: ({ pathname, searchParams }) =>
      page('日历', links(pathname === '/' ? '/calendar?page=1' : `/calendar?page=${Number(searchParams.get('page')) + 1}`)),
  },
  {
    name: 'folders',
    does: 'links relatively, so that every page lies a folder deeper than the one before',
    ...FINE,
    because: LEVELS,
    most: 12,
    distinct: [1, 1],
    answer: () => page('目录', links('a/')),
  },
  {
    name: 'wide calendar',
    does: 'has a calendar with links to every day of 100 years on every page',
    ...FINE,
    because: 'of so many a sample is tested, and the report says so',
    most: 900,
    answer: (_, turn) =>
      page(
        '日历',
        many(700, (index) => `/day/${turn}/${index}.html`),
      ),
  },
  {
    name: 'sessions in paths',
    does: 'writes a new ;jsessionid= into every link of every page',
    ...FINE,
    because: 'a place is counted once, whoever visits it',
    most: 90,
    distinct: [30, 0],
    answer: (_, turn) =>
      page(
        '首页',
        many(30, (index) => `/p/${index}.jsp;jsessionid=${hex(turn * 100 + index)}`),
      ),
  },
  {
    name: 'sessions in queries',
    does: 'writes a new session into the query of every link of every page',
    ...FINE,
    most: 90,
    distinct: [30, 0],
    answer: (_, turn) =>
      page(
        '首页',
        many(30, (index) => `/p.jsp?id=${index}&sid=${hex(turn * 100 + index)}&PHPSESSID=${turn}x${index}`),
      ),
  },
  {
    name: 'identifiers kept',
    does: 'tells its places apart by a sid of its own',
    ...FINE,
    because: 'a short value was chosen by a person and means something',
    most: 90,
    distinct: [30, 0],
    answer: () =>
      page(
        '首页',
        many(30, (index) => `/p.jsp?sid=${100 + index}`),
      ),
  },
  {
    name: 'one dead place',
    does: 'links to one missing page from 20 pages, each time with another session',
    verdict: 'fail',
    blame: 'site',
    because: 'it is one fault, however often it is met',
    most: 120,
    distinct: [20, 1],
    dead: 1,
    answer: ({ pathname }, turn) => {
      if (!/^\/(?:p\/\d+\.html)?$/.test(pathname)) return null
      return page('首页', pathname === '/' ? many(20, (index) => `/p/${index}.html`) : links(`/gone.jsp;jsessionid=${hex(turn)}`))
    },
  },
  {
    name: 'board without end',
    does: 'has a board whose list leads to its next page without end',
    ...FINE,
    because: 'three pages of a board are read',
    most: 40,
    answer: ({ searchParams }) => {
      const next = Number(searchParams.get('page') ?? '0') + 1
      const rows = Array.from(
        { length: 5 },
        (_, row) => `<li><span>已答复</span><a href="/m/${row}.html">关于供热的第${row}个问题</a>2026-02-0${row + 1}</li>`,
      )
      return page('市长信箱', `<a href="/board?page=${next}">市长信箱</a><ul>${rows.join('')}</ul><a href="/board?page=${next}">下一页</a>`)
    },
  },
  {
    name: 'frames without end',
    does: 'frames another page in every page, which frames another',
    ...FINE,
    because: 'frames are followed two deep',
    most: 30,
    answer: ({ pathname, searchParams }) =>
      !['/', '/f', '/a.html'].includes(pathname)
        ? null
        : page(
            '首页',
            `<iframe src="/f?n=${Number(searchParams.get('n') ?? '0') + 1}"></iframe>${pathname === '/' ? links('/a.html') : ''}`,
          ),
  },
]
