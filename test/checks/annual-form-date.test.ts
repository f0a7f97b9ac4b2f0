import check from '../../checks/annual-form-date.ts'
import type { AnnualFormView } from '../../src/model/evidence.ts'
import { testCheck } from './check-tester.ts'
import { HOME, homeWith, NO_FORM, note } from './evidence-of.ts'

const url = `${HOME}nb.html`
const read = (given: Partial<NonNullable<AnnualFormView['form']>>) => ({
  home: homeWith(),
  annualForm: {
    ...NO_FORM,
    onHome: [{ text: '年度报表', url, year: null }],
    form: { year: 2025, siteName: null, home: null, siteCode: null, filledOn: null, numbers: {}, url, publishedAt: null, ...given },
  },
})

testCheck(check, {
  'pass': [
    { name: 'on the last day', evidence: read({ publishedAt: '2026-01-31' }), finds: [{ verdict: 'pass', subject: url }] },
    { name: 'filled in early', evidence: read({ filledOn: '2026-01-10' }), finds: [{ verdict: 'pass' }] },
  ],
  'fail': [
    { name: 'both dates late', evidence: read({ filledOn: '2026-02-10', publishedAt: '2026-02-20' }), finds: [{ verdict: 'fail' }] },
    {
      name: 'the link tells the year',
      evidence: {
        ...read({}),
        annualForm: {
          ...read({ year: null, publishedAt: '2026-02-20' }).annualForm,
          onHome: [
            { text: '', url: 'other', year: 2020 },
            { text: '', url, year: 2025 },
          ],
        },
      },
      finds: [{ verdict: 'fail' }],
    },
    {
      name: 'a day late',
      evidence: read({ publishedAt: '2026-02-01' }),
      finds: [{ verdict: 'fail', measured: { value: 1, unit: 'day', threshold: 0 } }],
    },
    { name: 'filled in late', evidence: read({ filledOn: '2026-02-20' }), finds: [{ verdict: 'fail' }] },
  ],
  'inconclusive': [
    {
      name: 'filled in late, and a list that may show an earlier publication broke our reading',
      evidence: { ...read({ filledOn: '2026-02-20' }), notes: [note('crash', 'page')] },
      finds: [{ because: 'our-failure' }],
    },
    {
      name: 'filled in on the last day, published late',
      evidence: read({ filledOn: '2026-01-31', publishedAt: '2026-02-20' }),
      finds: [{ because: 'needs-a-person' }],
    },
    {
      name: 'a doubtful label of the running year',
      evidence: { ...read({}), annualForm: { ...read({}).annualForm, onHome: [{ text: '', url, year: 2026 }] } },
      finds: [{ because: 'unreadable' }],
    },
    { name: 'no date', evidence: read({}), finds: [{ because: 'unreadable' }] },
    { name: 'no year', evidence: read({ year: null, publishedAt: '2026-02-20' }), finds: [{ because: 'unreadable' }] },
    {
      name: 'filled in early, published late: perhaps again',
      evidence: read({ filledOn: '2026-01-10', publishedAt: '2026-02-20' }),
      finds: [{ because: 'needs-a-person' }],
    },
    {
      name: 'a PDF',
      evidence: { home: homeWith(), annualForm: { ...NO_FORM, onHome: [{ text: '', url, year: 2025 }], unread: 'pdf' } },
      finds: [{ because: 'unreadable' }],
    },
  ],
  'not-applicable': [
    {
      name: 'the form of an older year',
      evidence: read({ year: 2023, publishedAt: '2024-05-01' }),
      finds: [{ verdict: 'not-applicable' }],
    },
    { name: 'no form', evidence: { home: homeWith() }, finds: [{ verdict: 'not-applicable' }] },
  ],
})
