import check from '../../checks/annual-form-consistency.ts'
import type { AnnualFormView } from '../../src/model/evidence.ts'
import { testCheck } from './check-tester.ts'
import { HOME, homeWith, NO_FORM } from './evidence-of.ts'

const url = `${HOME}nb.html`
const read = (numbers: Record<string, number>, given: Partial<NonNullable<AnnualFormView['form']>> = {}) => ({
  home: homeWith(),
  annualForm: {
    ...NO_FORM,
    form: { year: 2025, siteName: null, home: null, siteCode: null, filledOn: null, url, publishedAt: null, numbers, ...given },
  },
})

testCheck(check, {
  'pass': [
    {
      name: 'the numbers fit',
      evidence: read({ '收到留言数量': 5, '办结留言数量': 5, '公开答复数量': 4 }),
      finds: [{ verdict: 'pass', subject: url }],
    },
  ],
  'fail': [
    { name: 'more closed than received', evidence: read({ '收到留言数量': 5, '办结留言数量': 6 }), finds: [{ verdict: 'fail' }] },
    {
      name: 'parts do not add up',
      evidence: read({ '信息发布总数': 10, '概况类信息更新量': 1, '政务动态信息更新量': 5, '信息公开目录信息更新量': 5 }),
      finds: [{ verdict: 'fail' }],
    },
    { name: 'another site’s code', evidence: read({}, { siteCode: '6200000002' }), finds: [{ verdict: 'fail' }] },
  ],
  'inconclusive': [
    { name: 'a part is not shown', evidence: read({ 信息发布总数: 10, 概况类信息更新量: 1 }), finds: [{ because: 'unreadable' }] },
    { name: 'nothing to compare', evidence: read({ '收到留言数量': 5 }), finds: [{ because: 'unreadable' }] },
    {
      name: 'an image',
      evidence: { home: homeWith(), annualForm: { ...NO_FORM, onHome: [{ text: '', url, year: 2025 }], unread: 'image' } },
      finds: [{ because: 'unreadable' }],
    },
  ],
  'not-applicable': [{ name: 'no form', evidence: { home: homeWith() }, finds: [{ verdict: 'not-applicable' }] }],
})
