import { defineCheck } from '../src/model/check.ts'
import { cite, doubt, homeDoubt, homeUnfinished, notApplicable } from '../src/model/judging.ts'
import { isOfficialCode } from '../src/model/site.ts'

/** The entry carries the site's own code, so that reports reach its unit. */
export default defineCheck({
  id: 'error-report-code',
  title: '找错入口的网站标识码正确',
  basis: {
    document: '甘政办发〔2022〕29号',
    clause: '“我为政府网站找错”',
    says: '找错入口应当使用本网站的政府网站标识码。',
    confidence: 'partly-seen',
  },
  needs: ['home', 'notes'],
  options: {},

  run({ home, notes }, { site }) {
    const subject = site.home
    const entry = home.facts?.errorReport
    if (!entry) {
      const reason = homeDoubt(home, notes) ?? homeUnfinished(home)
      if (reason) return [doubt(reason.because, { subject, says: `${reason.says}，无法检查找错入口的标识码。` }, home.evidence)]
      return [notApplicable({ subject, says: '首页没有找错入口，由入口检查认定。' }, home.evidence)]
    }
    const code = entry.siteCode?.trim().toUpperCase() ?? ''
    if (code === '') {
      if (entry.form === 'central-page')
        return [notApplicable({ subject, says: '找错入口指向中国政府网的统一页面，不带网站标识码。' }, home.evidence)]
      return [doubt('unreadable', { subject, says: '找错入口没有可识别的网站标识码。' }, home.evidence)]
    }
    if (isOfficialCode(site.code)) {
      const registered = site.code.toUpperCase()
      if (code === registered) return [cite('pass', { subject, says: `找错入口的标识码 ${code} 与登记一致。` }, home.evidence)]
      return [cite('fail', { subject, says: `找错入口的标识码为 ${code}，登记的标识码为 ${registered}。` }, home.evidence)]
    }
    const printed = home.facts?.siteCode?.trim().toUpperCase() ?? ''
    if (code === printed)
      return [cite('pass', { subject, says: `找错入口的标识码 ${code} 与页面公示的一致（登记册未登记标识码）。` }, home.evidence)]
    const shown = printed === '' ? '页面也未公示标识码' : `页面公示的为 ${printed}`
    return [
      doubt('needs-a-person', { subject, says: `找错入口的标识码为 ${code}，登记册未登记标识码，${shown}，请人工核实。` }, home.evidence),
    ]
  },
})
