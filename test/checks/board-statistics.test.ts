import check from '../../checks/board-statistics.ts'
import type { BoardStatistics } from '../../src/model/page.ts'
import { testCheck } from './check-tester.ts'
import { census, HOME, homeWith, link, NO_BOARD } from './evidence-of.ts'

const url = `${HOME}hd/`
const none: BoardStatistics = {
  period: null,
  received: null,
  valid: null,
  forwarded: null,
  finished: null,
  pending: null,
  overdue: null,
  rate: null,
  averageDays: null,
  form: 'sentence',
  unfilled: false,
}
const board = { ...NO_BOARD, url, evidence: ['b'] }
const published = (given: Partial<BoardStatistics>) => ({ ...board, statistics: [{ ...none, ...given, url: `${url}tj`, capture: 's' }] })
const read = { home: homeWith(), census: [census(2), census(3)] }

testCheck(check, {
  'pass': [
    {
      name: 'numbers',
      evidence: { board: published({ received: 12, finished: 11 }) },
      finds: [{ verdict: 'pass', subject: `${url}tj`, evidence: ['s'] }],
    },
  ],
  'fail': [{ name: 'a board without numbers', evidence: { ...read, board }, finds: [{ verdict: 'fail', subject: url }] }],
  'inconclusive': [
    {
      name: 'numbers that a script fills in',
      evidence: { board: published({ received: 0, unfilled: true }) },
      finds: [{ because: 'needs-rendering' }],
    },
    { name: 'no number could be read', evidence: { board: published({}) }, finds: [{ because: 'unreadable' }] },
    {
      name: 'a link that may be it',
      evidence: { ...read, board, links: [link({ text: '来信统计' })] },
      finds: [{ because: 'needs-a-person' }],
    },
    { name: 'no board', evidence: { home: homeWith() }, finds: [{ because: 'no-evidence' }] },
  ],
  'not-applicable': [{ name: 'exempt', evidence: { board: { ...NO_BOARD, exempt: true } }, finds: [{ verdict: 'not-applicable' }] }],
})
