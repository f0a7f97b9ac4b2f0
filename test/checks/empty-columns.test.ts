import check from '../../checks/empty-columns.ts'
import { testCheck } from './check-tester.ts'
import { column, daysAgo, HOME, homeWith } from './evidence-of.ts'

const full = column({ newest: daysAgo(500) })

testCheck(check, {
  'pass': [
    {
      name: 'columns with content, however old',
      evidence: { columns: [full, full] },
      finds: [{ verdict: 'pass', subject: HOME, stands: 2 }],
    },
    {
      name: 'a page that need not be updated',
      evidence: { columns: [full, full, column({ kind: 'static' })] },
      finds: [{ verdict: 'pass' }],
    },
  ],
  'fail': [
    {
      name: 'no row, where lists of the site can be read',
      evidence: { columns: [full, full, column({ kind: 'notice', url: 'n' })] },
      finds: [{ verdict: 'pass' }, { verdict: 'fail', subject: 'n' }],
    },
    {
      name: 'under construction',
      evidence: { columns: [column({ kind: 'other', underConstruction: true })] },
      finds: [{ verdict: 'fail' }],
    },
  ],
  'inconclusive': [
    {
      name: 'a page without a word of its own that need not be a list',
      evidence: { columns: [full, full, column({ kind: 'other', url: 'n' })] },
      finds: [{ verdict: 'pass' }, { because: 'needs-a-person', subject: 'n' }],
    },
    {
      name: 'no row anywhere: our reading may be at fault',
      evidence: { columns: [column({ kind: 'notice' })] },
      finds: [{ because: 'unreadable' }],
    },
    {
      name: 'drawn by script',
      evidence: { columns: [full, column({ unread: 'needs-rendering', url: 'n' })] },
      finds: [{ verdict: 'pass' }, { because: 'needs-rendering', subject: 'n' }],
    },
    { name: 'no columns found', evidence: { home: homeWith() }, finds: [{ because: 'no-evidence' }] },
    {
      name: 'nothing but pages of other kinds',
      evidence: { home: homeWith(), columns: [column({ kind: 'other' })] },
      finds: [{ because: 'unreadable' }],
    },
  ],
})
