import check from '../../checks/board-unanswered.ts'
import { testCheck } from './check-tester.ts'
import { HOME, homeWith, message, NO_BOARD } from './evidence-of.ts'

const board = { ...NO_BOARD, url: `${HOME}hd/`, evidence: ['b'] }
const waiting = { answered: false, receivedOn: '2025-12-01', url: 'm', status: '处理中' }

testCheck(check, {
  'pass': [
    {
      name: 'answered, still in time, too old to count, and no question',
      evidence: {
        board: {
          ...board,
          messages: [
            message({ answered: true, receivedOn: '2025-10-01' }),
            message({ ...waiting, receivedOn: '2025-12-02' }),
            message({ ...waiting, receivedOn: '2025-03-01' }),
            message({ ...waiting, type: '信访' }),
            message({ ...waiting, title: '举报某单位' }),
          ],
        },
      },
      finds: [{ verdict: 'pass', stands: 5 }],
    },
  ],
  'fail': [
    {
      name: 'a year to the day',
      evidence: { board: { ...board, messages: [message({ ...waiting, receivedOn: '2025-03-02' })] } },
      finds: [{ verdict: 'fail' }],
    },
    {
      name: 'longer than three months',
      evidence: { board: { ...board, messages: [message(waiting)] } },
      finds: [{ verdict: 'fail', subject: 'm', measured: { value: 91, unit: 'day', threshold: 90 } }],
    },
  ],
  'inconclusive': [
    {
      name: 'nobody can tell whether it was answered',
      evidence: { board: { ...board, messages: [message({ receivedOn: '2025-11-01', url: 'm' })] } },
      finds: [{ because: 'unreadable', subject: 'm' }],
    },
    {
      name: 'open since an unknown day',
      evidence: { board: { ...board, messages: [message({ answered: false })] } },
      finds: [{ because: 'unreadable' }],
    },
    {
      name: 'many of them are one doubt',
      evidence: { board: { ...board, messages: Array.from({ length: 11 }, () => message({})) } },
      finds: [{ because: 'unreadable', stands: 11 }],
    },
    { name: 'no messages', evidence: { board }, finds: [{ because: 'unreadable' }] },
    { name: 'no board', evidence: { home: homeWith() }, finds: [{ because: 'no-evidence' }] },
  ],
  'not-applicable': [{ name: 'exempt', evidence: { board: { ...NO_BOARD, exempt: true } }, finds: [{ verdict: 'not-applicable' }] }],
})
