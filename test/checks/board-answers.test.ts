import check from '../../checks/board-answers.ts'
import { testCheck } from './check-tester.ts'
import { daysAgo, HOME, homeWith, message, NO_BOARD } from './evidence-of.ts'

const board = { ...NO_BOARD, url: `${HOME}hd/`, evidence: ['b'] }
const answered = (receivedOn: string, answeredOn: string) => message({ receivedOn, answeredOn, answered: true })

testCheck(check, {
  'pass': [
    {
      name: 'an answer of today, out of the messages',
      evidence: {
        board: {
          ...board,
          newestAnswer: null,
          messages: [answered('2025-06-01', '2025-06-03'), answered('2026-03-01', daysAgo(0)), answered('2025-07-01', '2025-07-03')],
        },
      },
      finds: [{ verdict: 'pass', measured: { value: 0, unit: 'day', threshold: 59 } }],
    },
    {
      name: 'two months to the day',
      evidence: { board: { ...board, newestAnswer: '2026-01-02' } },
      finds: [{ verdict: 'pass', subject: board.url }],
    },
  ],
  'fail': [
    {
      name: 'in no order',
      evidence: {
        board: {
          ...board,
          messages: [answered('2025-01-01', '2025-01-03'), answered('2025-03-01', '2025-03-03'), answered('2025-02-01', '2025-02-03')],
        },
      },
      finds: [{ verdict: 'fail' }],
    },
    {
      name: 'two messages are no order',
      evidence: { board: { ...board, messages: [answered('2025-01-01', '2025-01-03'), answered('2025-03-01', '2025-03-03')] } },
      finds: [{ verdict: 'fail' }],
    },
    {
      name: 'all of one day',
      evidence: { board: { ...board, messages: Array.from({ length: 3 }, () => answered('2025-01-01', '2025-01-03')) } },
      finds: [{ verdict: 'fail' }],
    },
    {
      name: 'older, youngest first',
      evidence: {
        board: {
          ...board,
          newestAnswer: '2026-01-01',
          messages: [answered('2025-12-20', '2026-01-01'), answered('2025-11-01', '2025-11-03'), answered('2025-10-01', '2025-10-03')],
        },
      },
      finds: [{ verdict: 'fail' }],
    },
    {
      name: 'an answer of days to come does not count',
      evidence: { board: { ...board, newestAnswer: daysAgo(-3), messages: [answered('2025-06-01', '2025-06-03')] } },
      finds: [{ verdict: 'fail' }],
    },
  ],
  'inconclusive': [
    {
      name: 'none is answered, as far as can be told',
      evidence: { board: { ...board, messages: [message({ answered: false })] } },
      finds: [{ because: 'unreadable', says: '读到留言 1 条，均未能确认已有答复，请人工核实。' }],
    },
    {
      name: 'oldest first: the newest may be on a page not read',
      evidence: {
        board: {
          ...board,
          newestAnswer: '2025-03-03',
          messages: [answered('2025-01-01', '2025-01-03'), answered('2025-02-01', '2025-02-03'), answered('2025-03-01', '2025-03-03')],
        },
      },
      finds: [{ because: 'needs-a-person' }],
    },
    {
      name: 'answered without a date',
      evidence: { board: { ...board, messages: [message({ answered: true })] } },
      finds: [{ because: 'unreadable' }],
    },
    { name: 'no messages read', evidence: { board }, finds: [{ because: 'unreadable' }] },
    { name: 'no board found', evidence: { home: homeWith() }, finds: [{ because: 'no-evidence' }] },
    { name: 'not reached', evidence: { board: { ...board, unread: 'failed' } }, finds: [{ because: 'blame-unclear' }] },
  ],
  'not-applicable': [{ name: 'exempt', evidence: { board: { ...NO_BOARD, exempt: true } }, finds: [{ verdict: 'not-applicable' }] }],
})
