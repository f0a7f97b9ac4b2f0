import check from '../../checks/key-columns.ts'
import { testCheck } from './check-tester.ts'
import { column, daysAgo, HOME, homeWith } from './evidence-of.ts'

testCheck(check, {
  'pass': [
    { name: 'an item of today', evidence: { columns: [column({ newest: daysAgo(0) })] }, finds: [{ verdict: 'pass' }] },
    {
      name: 'news of fourteen days',
      evidence: { columns: [column({ newest: daysAgo(14) })] },
      finds: [{ verdict: 'pass', subject: `${HOME}col/`, measured: { value: 14, unit: 'day', threshold: 14 } }],
    },
    {
      name: 'a notice of six months to the day',
      evidence: { columns: [column({ kind: 'notice', newest: '2025-09-02' }), column({ kind: 'notice', level: 3, newest: '2020-01-01' })] },
      finds: [{ verdict: 'pass' }],
    },
  ],
  'fail': [
    {
      name: 'news of fifteen days, even at level 3',
      evidence: { columns: [column({ name: '部门动态', level: 3, newest: daysAgo(15) })] },
      finds: [{ verdict: 'fail', measured: { value: 15, unit: 'day', threshold: 14 } }],
    },
    {
      name: 'a policy older than six months',
      evidence: { columns: [column({ kind: 'policy', newest: '2025-09-01' })] },
      finds: [{ verdict: 'fail' }],
    },
    {
      name: 'a pinned notice column, wherever it stands',
      evidence: { columns: [column({ kind: 'notice', level: 3, pinned: true, newest: '2020-01-01' })] },
      finds: [{ verdict: 'fail' }],
    },
  ],
  'inconclusive': [
    { name: 'nothing but days to come', evidence: { columns: [column({ newest: daysAgo(-1) })] }, finds: [{ because: 'unreadable' }] },
    {
      name: 'no row shows a date',
      evidence: { columns: [column({ rows: [{ title: 't', url: HOME, date: null, dateSource: null }] })] },
      finds: [{ because: 'unreadable' }],
    },
    {
      name: 'the date is in the address only',
      evidence: { columns: [column({ newest: daysAgo(90), newestFrom: 'url' })] },
      finds: [{ because: 'unreadable' }],
    },
    { name: 'not rendered', evidence: { columns: [column({ unread: 'needs-rendering' })] }, finds: [{ because: 'needs-rendering' }] },
    { name: 'blocked', evidence: { columns: [column({ unread: 'protection' })] }, finds: [{ because: 'protection' }] },
    { name: 'none found', evidence: { home: homeWith(), columns: [column({ kind: 'other' })] }, finds: [{ because: 'no-evidence' }] },
  ],
  'not-applicable': [
    { name: 'an empty column is another question', evidence: { columns: [column({})] }, finds: [{ verdict: 'not-applicable' }] },
  ],
})
