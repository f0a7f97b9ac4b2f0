import check from '../../checks/column-freshness.ts'
import { testCheck } from './check-tester.ts'
import { column, homeWith, note } from './evidence-of.ts'

testCheck(check, {
  'pass': [
    {
      name: 'personnel of a year',
      evidence: { columns: [column({ kind: 'personnel', newest: '2025-03-02' }), column({ kind: 'news' })] },
      finds: [{ verdict: 'pass' }],
    },
  ],
  'fail': [
    {
      name: 'planning older than a year',
      evidence: { columns: [column({ kind: 'planning', newest: '2025-03-01' })] },
      finds: [{ verdict: 'fail' }],
    },
    {
      name: 'a registered column',
      evidence: { columns: [column({ kind: 'other', pinned: true, newest: '2020-01-01' })] },
      finds: [{ verdict: 'fail' }],
    },
  ],
  'inconclusive': [
    {
      name: 'no column was met, and a page that may lead to one broke our reading',
      evidence: { home: homeWith(), notes: [note('crash', 'page')] },
      finds: [{ because: 'our-failure' }],
    },
    {
      name: 'old, and what may be newer is lost',
      evidence: { columns: [column({ kind: 'planning', newest: '2025-01-01', lost: 'unasked' })] },
      finds: [{ because: 'no-evidence' }],
    },
    { name: 'unreadable', evidence: { columns: [column({ kind: 'planning', unread: 'unreadable' })] }, finds: [{ because: 'unreadable' }] },
  ],
  'not-applicable': [
    {
      name: 'no column has to be updated',
      evidence: { home: homeWith(), columns: [column({ kind: 'other', newest: '2020-01-01' })] },
      finds: [{ verdict: 'not-applicable' }],
    },
  ],
})
