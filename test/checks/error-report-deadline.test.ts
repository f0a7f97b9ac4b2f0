import check from '../../checks/error-report-deadline.ts'
import { testCheck } from './check-tester.ts'
import { HOME, ledger, ticket } from './evidence-of.ts'

const at = (day: string) => `${day}T09:00:00.000+08:00`
// 2026-02-05 is a Thursday: three working days later is Tuesday the 10th.
const thursday = { submittedAt: at('2026-02-05') }

testCheck(check, {
  'pass': [
    {
      name: 'the rate says its formula and all that lies beside it',
      evidence: {
        tickets: ledger(
          ticket({ number: '1', ...thursday, answeredAt: at('2026-02-10') }),
          ticket({ number: '2', submittedAt: at('2025-12-01'), answeredAt: at('2026-02-10') }),
          ticket({ number: '3', ...thursday }),
        ),
      },
      finds: [
        {
          verdict: 'pass',
          says: '期间到期应办结留言 3 件，按期办结 1 件，按期办结率 33.3%；逾期办结 1 件（其中超过 1 个月 1 件），逾期未办结 1 件。',
        },
        { verdict: 'fail', subject: '2' },
        { verdict: 'fail', subject: '3', says: '留言 3 自 2026-02-05 起算，应于 2026-02-10 前（含当日）办结，至今未办结。' },
      ],
    },
    {
      name: 'on the third working day',
      evidence: { tickets: ledger(ticket({ number: '1', ...thursday, answeredAt: at('2026-02-10') })) },
      finds: [{ verdict: 'pass', subject: HOME, stands: 1, measured: { value: 1, unit: 'ratio' } }],
    },
    {
      name: 'the clock starts when it is sent on',
      evidence: { tickets: ledger(ticket({ number: '1', ...thursday, dispatchedAt: at('2026-02-06'), answeredAt: at('2026-02-11') })) },
      finds: [{ verdict: 'pass' }],
    },
    {
      name: 'unfounded and not yet due do not count',
      evidence: {
        tickets: ledger(
          ticket({ number: '1', ...thursday, answeredAt: at('2026-02-06') }),
          ticket({ number: '2', ...thursday, unfounded: true }),
          ticket({ number: '3', submittedAt: at('2026-02-26') }),
        ),
      },
      finds: [{ verdict: 'pass', stands: 1, measured: { value: 1, unit: 'ratio' } }],
    },
  ],
  'fail': [
    {
      name: 'on the fourth working day',
      evidence: { tickets: ledger(ticket({ number: '1', ...thursday, answeredAt: at('2026-02-11') })) },
      finds: [{ verdict: 'fail', subject: '1', evidence: ['ticket-1'], measured: { value: 4, unit: 'working-day', threshold: 3 } }],
    },
    { name: 'still open', evidence: { tickets: ledger(ticket({ number: '1', ...thursday })) }, finds: [{ verdict: 'fail', subject: '1' }] },
    {
      name: 'the citizen’s clock, where the office says so',
      evidence: { tickets: ledger(ticket({ number: '1', ...thursday, dispatchedAt: at('2026-02-06'), answeredAt: at('2026-02-11') })) },
      options: { clock: 'submitted' },
      finds: [{ verdict: 'fail' }],
    },
    {
      name: 'answered after the moment judged is open at that moment',
      evidence: { tickets: ledger(ticket({ number: '1', ...thursday, answeredAt: at('2026-02-26') })) },
      asOf: at('2026-02-20'),
      finds: [{ verdict: 'fail' }],
    },
  ],
  'inconclusive': [
    { name: 'no ledger', evidence: { tickets: null }, finds: [{ because: 'no-evidence' }] },
    {
      name: 'the year’s holidays are unknown',
      evidence: { tickets: ledger(ticket({ number: '1', ...thursday, answeredAt: at('2026-02-25') })) },
      calendar: { isWorkingDay: () => undefined },
      finds: [{ because: 'calendar-unknown', subject: '1' }],
    },
    {
      name: 'extended by the platform',
      evidence: { tickets: ledger(ticket({ number: '1', ...thursday, extended: true, answeredAt: at('2026-02-25') })) },
      finds: [{ because: 'needs-a-person' }],
    },
  ],
  'not-applicable': [
    {
      name: 'due on the day judged',
      evidence: { tickets: ledger(ticket({ number: '1', submittedAt: at('2026-02-25') })) },
      finds: [{ verdict: 'not-applicable' }],
    },
    { name: 'nothing came', evidence: { tickets: ledger() }, finds: [{ verdict: 'not-applicable' }] },
    {
      name: 'the ledger ends before the deadline',
      evidence: {
        tickets: {
          ...ledger(ticket({ number: '1', ...thursday })),
          rows: [ticket({ number: '1', ...thursday })],
          importedAt: at('2026-02-06'),
          importCapture: 'i',
          coversTo: '2026-02-06',
        },
      },
      finds: [{ verdict: 'not-applicable' }],
    },
  ],
})
