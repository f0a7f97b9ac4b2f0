import check from '../../checks/error-report-late.ts'
import { testCheck } from './check-tester.ts'
import { HOME, ledger, ticket } from './evidence-of.ts'

const at = (day: string) => `${day}T09:00:00.000+08:00`
const december = { submittedAt: at('2025-12-02') }

testCheck(check, {
  'pass': [
    {
      name: 'closed on the day judged',
      evidence: { tickets: ledger(ticket({ number: '1', submittedAt: at('2026-03-02'), answeredAt: at('2026-03-02') })) },
      finds: [{ verdict: 'pass' }],
    },

    {
      name: 'a month to the day',
      evidence: { tickets: ledger(ticket({ number: '1', ...december, answeredAt: at('2026-01-02') })) },
      finds: [{ verdict: 'pass', subject: HOME }],
    },
  ],
  'fail': [
    {
      name: 'longer',
      evidence: { tickets: ledger(ticket({ number: '1', ...december, answeredAt: at('2026-01-03') })) },
      finds: [{ verdict: 'fail', subject: '1', measured: { value: 32, unit: 'day', threshold: 31 } }],
    },
  ],
  'inconclusive': [
    { name: 'no ledger', evidence: {}, finds: [{ because: 'no-evidence' }] },
    {
      name: 'extended by the platform',
      evidence: { tickets: ledger(ticket({ number: '1', ...december, extended: true, answeredAt: at('2026-02-03') })) },
      finds: [{ because: 'needs-a-person' }],
    },
  ],
  'not-applicable': [
    {
      name: 'what came or was closed after the moment judged',
      evidence: { tickets: ledger(ticket({ number: '1', submittedAt: at('2026-03-03'), answeredAt: at('2026-03-04') })) },
      finds: [{ verdict: 'not-applicable' }],
    },

    { name: 'none was closed', evidence: { tickets: ledger(ticket({ number: '1' })) }, finds: [{ verdict: 'not-applicable' }] },
  ],
})
