import { defineCheck } from '../src/model/check.ts'
import { formEvidence } from '../src/model/form-judging.ts'
import { cite, doubt, homeDoubt, homeUnfinished } from '../src/model/judging.ts'

/** The homepage itself leads to the annual form; a copy deep in the catalogue does not do. */
export default defineCheck({
  id: 'annual-form-home',
  title: '首页公布政府网站工作年度报表',
  basis: {
    document: '国办函〔2018〕12号',
    clause: '年度报表发布',
    says: '政府网站工作年度报表应当在本网站首页显著位置公布。',
    confidence: 'seen',
  },
  needs: ['annualForm', 'home', 'notes'],
  options: {},

  run({ annualForm, home, notes }, { site }) {
    const subject = site.home
    const evidence = formEvidence({ home, annualForm })
    const [entry] = annualForm.onHome
    if (entry) {
      const named = entry.text.trim() === '' ? entry.url : `“${entry.text.trim().slice(0, 60)}”`
      return [cite('pass', { subject, says: `首页有年度报表入口：${named}。` }, evidence)]
    }
    const reason = homeDoubt(home, notes) ?? homeUnfinished(home)
    if (reason) return [doubt(reason.because, { subject, says: `${reason.says}，无法判断首页是否公布年度报表。` }, home.evidence)]
    const [copy] = annualForm.elsewhere
    if (copy) return [cite('fail', { subject, says: `首页没有年度报表入口，仅在 ${copy.foundOn} 发现（${copy.url}）。` }, evidence)]
    return [cite('fail', { subject, says: '首页没有政府网站工作年度报表的入口。' }, home.evidence)]
  },
})
