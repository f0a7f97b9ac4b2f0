import check from '../../checks/policy-column.ts'
import { testCheck } from './check-tester.ts'
import { column, daysAgo, homeWith } from './evidence-of.ts'

testCheck(check, {
  'pass': [{ name: 'recent', evidence: { columns: [column({ kind: 'policy', newest: daysAgo(100) })] }, finds: [{ verdict: 'pass' }] }],
  'fail': [
    {
      name: 'older than six months',
      evidence: { columns: [column({ kind: 'policy', newest: daysAgo(200) })] },
      finds: [{ verdict: 'fail' }],
    },
  ],
  'inconclusive': [
    { name: 'none found', evidence: { home: homeWith(), columns: [column({ kind: 'news' })] }, finds: [{ because: 'no-evidence' }] },
    { name: 'robots', evidence: { columns: [column({ kind: 'policy', unread: 'robots' })] }, finds: [{ because: 'robots' }] },
  ],
  'not-applicable': [{ name: 'empty', evidence: { columns: [column({ kind: 'policy' })] }, finds: [{ verdict: 'not-applicable' }] }],
})
