import check from '../../checks/annual-form-home.ts'
import { testCheck } from './check-tester.ts'
import { HOME, homeless, homeWith, NO_FORM, seen } from './evidence-of.ts'

const link = { text: '', url: `${HOME}report_tb_6200000001.pdf`, year: null }

testCheck(check, {
  'pass': [
    {
      name: 'an image that leads to it',
      evidence: { home: homeWith(), annualForm: { ...NO_FORM, onHome: [link] } },
      finds: [{ verdict: 'pass', subject: HOME }],
    },
  ],
  'fail': [
    { name: 'nowhere', evidence: { home: homeWith() }, finds: [{ verdict: 'fail' }] },
    {
      name: 'deep in the catalogue only',
      evidence: { home: homeWith(), annualForm: { ...NO_FORM, elsewhere: [{ ...link, foundOn: `${HOME}xxgk/` }] } },
      finds: [{ verdict: 'fail', says: `首页没有年度报表入口，仅在 ${HOME}xxgk/ 发现（${link.url}）。` }],
    },
  ],
  'inconclusive': [
    {
      name: 'a part was not read',
      evidence: { home: homeWith({ unfinished: { data: [], parts: [{ url: HOME, as: 'script' }], render: null } }) },
      finds: [{ because: 'needs-rendering' }],
    },
    { name: 'blocked', evidence: { home: homeless(seen({ facts: { quality: 'protection' } })) }, finds: [{ because: 'protection' }] },
    { name: 'too large to be read whole', evidence: { home: homeWith({ quality: 'truncated' }) }, finds: [{ because: 'unreadable' }] },
  ],
})
