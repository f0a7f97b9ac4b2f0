import type { HostileCase } from '../hostile-case.ts'
import { type Break, PLACES } from './lost-town.ts'

/** A reading of ours that breaks down while a sound site is visited; without it, what is left would accuse the site. */
export interface LostCase extends HostileCase {
  readonly breaks: Break
  /** Checks that depend on what was lost; of each something is in doubt, by our own name. None, where everything is as it was. */
  readonly doubted: readonly string[]
  /** The site does not answer over IPv6. */
  readonly silent6?: boolean
}

const HOME_ITSELF = [
  'annual-form-home',
  'annual-form-year',
  'error-report-code',
  'error-report-entry',
  'home-freshness',
  'ipv6-home',
  'ipv6-same-content',
]
const BELOW_HOME = [
  'annual-form-consistency',
  'annual-form-date',
  'board-answers',
  'board-statistics',
  'board-unanswered',
  'column-freshness',
  'empty-columns',
  'external-links',
  'ipv6-links-level-2',
  'ipv6-links-level-3',
  'key-columns',
  'links-level-2',
  'links-level-3',
  'message-board',
  'policy-column',
]
const BOARD = ['board-answers', 'board-statistics', 'board-unanswered', 'message-board']

/** What is lost, where it is, and what depends on it. */
const PAGES: readonly (readonly [name: string, does: string, url: string, doubted: readonly string[]])[] = [
  ['home', 'the homepage', PLACES.home, [...HOME_ITSELF, ...BELOW_HOME]],
  ['footer', 'the script that writes all entries of the homepage', PLACES.footer, HOME_ITSELF.slice(0, 4)],
  ['column', 'the page of a column', PLACES.column, ['column-freshness', 'empty-columns']],
  ['fresh-data', 'the newer of two lists that a script would fetch', PLACES.freshData, ['key-columns', 'home-freshness']],
  ['frame', 'the frame with all rows of a column', PLACES.frame, ['key-columns', 'empty-columns']],
  ['article', 'the one article whose date makes its column a young one', PLACES.article, ['key-columns', 'policy-column']],
  ['board', 'the list of the message board', PLACES.board, BOARD],
  ['next-page', 'the second page of that list', PLACES.nextPage, ['board-unanswered']],
  ['letter', 'the one message that shows a recent answer', PLACES.letter, ['board-answers', 'board-unanswered']],
  ['statistics', 'the statistics of the board', PLACES.statistics, ['board-statistics']],
  ['form', 'the annual form that is due; an older one does not add up', PLACES.form, ['annual-form-consistency', 'annual-form-date']],
]
/** Judging has readers for these that the visit needs not. */
const READ_APART: ReadonlySet<string> = new Set(['footer', 'fresh-data', 'letter', 'form'])

const ours = { verdict: 'inconclusive', blame: 'us' } as const

export const LOST_CASES: readonly LostCase[] = [
  ...PAGES.map(
    ([name, does, url, doubted]): LostCase => ({
      ...{ ...ours, name: `lost-${name}`, breaks: { url, what: 'page' }, doubted },
      does: `reading breaks down on ${does}`,
    }),
  ),
  ...PAGES.filter(([name]) => READ_APART.has(name)).map(
    ([name, does, url, doubted]): LostCase => ({
      ...{ ...ours, name: `lost-${name}-for-judging`, breaks: { url, what: 'proof' }, doubted },
      does: `the same, only when all is read by which the site is judged: ${does}`,
      because: 'the visit does so before it ends',
    }),
  ),
  {
    ...{ ...ours, name: 'lost-way-to-the-board', breaks: { url: PLACES.about, what: 'page' } },
    does: 'reading breaks down on the only page that leads to the message board',
    doubted: BOARD,
    because: 'a board that was not met may be there all the same',
  },
  {
    ...{ ...ours, name: 'lost-drawing', breaks: { url: PLACES.drawn, what: 'drawing' } },
    does: 'reading breaks down on what a browser drew of a column',
    doubted: ['column-freshness', 'empty-columns'],
  },
  {
    ...{ verdict: 'unchanged', blame: 'nobody', name: 'lost-link', breaks: { url: PLACES.link, what: 'link' } },
    does: 'reading breaks down on the answer of a tested link',
    doubted: [],
    because: 'it was answered, and nothing says that the page is not there',
  },
  {
    ...{ ...ours, name: 'lost-home-and-silent-over-ipv6', breaks: { url: PLACES.home, what: 'page' }, silent6: true },
    does: 'reading breaks down on the homepage over IPv4, and over IPv6 nobody answers',
    doubted: ['ipv6-home'],
    because: 'who was met over IPv4 may be a guard that turns us away over both',
  },
]
