import check from '../../checks/error-report-code.ts'
import { testCheck } from './check-tester.ts'
import { HOME, homeless, homeWith, seen } from './evidence-of.ts'

const entry = (siteCode: string | null, printed: string | null = null) => ({
  home: homeWith({ errorReport: { form: 'script', siteCode }, siteCode: printed }),
})
const unregistered = { code: 'example-city' }

testCheck(check, {
  'pass': [
    { name: 'the registered code', evidence: entry('6200000001', '6299999999'), finds: [{ verdict: 'pass', subject: HOME }] },
    {
      name: 'the printed code where none is registered',
      evidence: entry('bm01000001', 'BM01000001'),
      site: unregistered,
      finds: [{ verdict: 'pass' }],
    },
  ],
  'fail': [{ name: 'another code', evidence: entry('6200000002'), finds: [{ verdict: 'fail' }] }],
  'inconclusive': [
    { name: 'no code', evidence: entry(null), finds: [{ because: 'unreadable' }] },
    {
      name: 'two codes and no register',
      evidence: entry('6200000002', '6200000003'),
      site: unregistered,
      finds: [{ because: 'needs-a-person' }],
    },
    { name: 'blocked', evidence: { home: homeless(seen({ facts: { quality: 'protection' } })) }, finds: [{ because: 'protection' }] },
  ],
  'not-applicable': [
    { name: 'no entry', evidence: { home: homeWith() }, finds: [{ verdict: 'not-applicable' }] },
    {
      name: 'the central page carries no code',
      evidence: { home: homeWith({ errorReport: { form: 'central-page', siteCode: null } }) },
      finds: [{ verdict: 'not-applicable' }],
    },
  ],
})
