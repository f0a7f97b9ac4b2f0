import check from '../../checks/annual-form-year.ts'
import { testCheck } from './check-tester.ts'
import { HOME, homeless, homeWith, NO_FORM, note, seen } from './evidence-of.ts'

const link = (year: number | null, url = `${HOME}nb/${year}.html`) => ({ text: '政府网站工作年度报表', url, year })
const onHome = (...years: (number | null)[]) => ({ home: homeWith(), annualForm: { ...NO_FORM, onHome: years.map((year) => link(year)) } })
const form = {
  year: 2025,
  siteName: null,
  home: null,
  siteCode: null,
  filledOn: null,
  numbers: {},
  url: `${HOME}nb/null.html`,
  publishedAt: null,
}

testCheck(check, {
  'pass': [
    {
      name: 'what is on the homepage counts before what is elsewhere',
      evidence: { home: homeWith(), annualForm: { ...NO_FORM, onHome: [link(2025)], elsewhere: [{ ...link(2020), foundOn: HOME }] } },
      finds: [{ verdict: 'pass', subject: `${HOME}nb/2025.html` }],
    },
    { name: 'last year among others', evidence: onHome(2024, 2025, 2023), finds: [{ verdict: 'pass', subject: `${HOME}nb/2025.html` }] },
    {
      name: 'in January the year before last is not yet due to be replaced',
      evidence: onHome(2024),
      asOf: '2026-01-31T10:00:00.000+08:00',
      finds: [{ verdict: 'pass' }],
    },
    {
      name: 'the form itself says its year',
      evidence: { ...onHome(null), annualForm: { ...onHome(null).annualForm, form } },
      finds: [{ verdict: 'pass' }],
    },
  ],
  'fail': [
    {
      name: 'the time was up for links only, or one of them could not be read',
      evidence: { ...onHome(2024), notes: [note('budget', 'link'), note('crash', 'link')] },
      finds: [{ verdict: 'fail' }],
    },
    { name: 'the year before', evidence: onHome(2024), finds: [{ verdict: 'fail', subject: `${HOME}nb/2024.html` }] },
    { name: 'due from 1 February on', evidence: onHome(2024), asOf: '2026-02-01T00:00:00.000+08:00', finds: [{ verdict: 'fail' }] },
  ],
  'inconclusive': [
    {
      name: 'part of the homepage broke our reading',
      evidence: { ...onHome(2024), home: { ...homeWith(), lost: 'crashed' } },
      finds: [{ because: 'our-failure' }],
    },
    {
      name: 'a page broke our reading',
      evidence: { ...onHome(2024), notes: [note('crash', 'page')] },
      finds: [{ because: 'our-failure' }],
    },
    { name: 'the visit broke down', evidence: { ...onHome(2024), notes: [note('crash')] }, finds: [{ because: 'our-failure' }] },
    { name: 'the time was up', evidence: { ...onHome(2024), notes: [note('budget')] }, finds: [{ because: 'no-evidence' }] },
    { name: 'no year', evidence: onHome(null), finds: [{ because: 'unreadable' }] },
    { name: 'an undated one beside an old one', evidence: onHome(2023, null), finds: [{ because: 'unreadable' }] },
    { name: 'the running year is a label of another sort', evidence: onHome(2026), finds: [{ because: 'unreadable' }] },
    { name: 'blocked', evidence: { home: homeless(seen({ facts: { quality: 'protection' } })) }, finds: [{ because: 'protection' }] },
  ],
  'not-applicable': [{ name: 'no form', evidence: { home: homeWith() }, finds: [{ verdict: 'not-applicable' }] }],
})
