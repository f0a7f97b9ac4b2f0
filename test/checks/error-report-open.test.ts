import check from '../../checks/error-report-open.ts'
import { testCheck } from './check-tester.ts'
import { HOME, ledger, ticket } from './evidence-of.ts'

const at = (day: string) => `${day}T09:00:00.000+08:00`

testCheck(check, {
  'pass': [
    {
      name: 'closed, or open for less than a month',
      evidence: { tickets: ledger(ticket({ number: '1', answeredAt: at('2026-02-20') }), ticket({ number: '2' })) },
      finds: [{ verdict: 'pass', subject: HOME, stands: 2 }],
    },
  ],
  'fail': [
    {
      name: 'a year to the day',
      evidence: { tickets: ledger(ticket({ number: '1', submittedAt: at('2025-03-02') })) },
      finds: [{ verdict: 'fail' }],
    },
    {
      name: 'open for longer',
      evidence: { tickets: ledger(ticket({ number: '1', submittedAt: at('2026-02-01') })) },
      finds: [{ verdict: 'fail', subject: '1', evidence: ['ticket-1'] }],
    },
  ],
  'inconclusive': [{ name: 'no ledger', evidence: {}, finds: [{ because: 'no-evidence' }] }],
  'not-applicable': [
    { name: 'nothing came', evidence: { tickets: ledger() }, finds: [{ verdict: 'not-applicable' }] },
    {
      name: 'not of the last year',
      evidence: { tickets: ledger(ticket({ number: '1', submittedAt: at('2024-01-01') })) },
      finds: [{ verdict: 'not-applicable' }],
    },
  ],
})
