import { defineCheck } from '../src/model/check.ts'
import type { HomeView } from '../src/model/evidence.ts'
import { cite, doubt, homeDoubt, homeUnfinished } from '../src/model/judging.ts'

/** The homepage carries the official 我为政府网站找错 entry. */
export default defineCheck({
  id: 'error-report-entry',
  title: '首页有“我为政府网站找错”入口',
  basis: {
    document: '甘政办发〔2022〕29号',
    clause: '“我为政府网站找错”',
    says: '每个政府网站应当加挂“我为政府网站找错”官方入口。',
    confidence: 'seen',
  },
  needs: ['home', 'notes'],
  /** What the entry's picture is called. Where it leads nowhere that the page tells, a script file may open the platform's form. */
  options: { pictures: ['jiucuo', 'zhaocuo'] },

  run({ home, notes }, { site, options }) {
    const subject = site.home
    const entry = home.facts?.errorReport
    if (entry) {
      switch (entry.form) {
        case 'script':
          return [cite('pass', { subject, says: '首页加挂了官方找错监督举报平台的入口。' }, home.evidence)]
        case 'link':
          return [cite('pass', { subject, says: '首页以链接方式加挂了找错监督举报平台的入口。' }, home.evidence)]
        case 'central-page':
          return [cite('pass', { subject, says: '首页加挂了指向中国政府网找错页面的入口。' }, home.evidence)]
        case 'script-old-host':
          return [doubt('needs-a-person', { subject, says: '首页的找错入口仍指向已停用的旧地址，请人工核实能否提交。' }, home.evidence)]
      }
    }
    const reason = homeDoubt(home, notes) ?? homeUnfinished(home)
    if (reason) return [doubt(reason.because, { subject, says: `${reason.says}，无法判断首页有无找错入口。` }, home.evidence)]
    if (hasUntoldPicture(home, options.pictures)) {
      const says = '首页有找错图标，但页面没有写明图标的去向，可能由脚本打开，不能确定是否为官方入口，请人工核实。'
      return [doubt('needs-a-person', { subject, says }, home.evidence)]
    }
    return [cite('fail', { subject, says: '首页没有“我为政府网站找错”入口。' }, home.evidence)]
  },
})

/** A picture of the entry's name, and no link of that name: a site's own form for corrections has both. */
function hasUntoldPicture({ facts }: HomeView, names: readonly string[]): boolean {
  const named = (facts?.links ?? []).filter(({ url }) => names.some((name) => url.toLowerCase().includes(name)))
  return named.some(({ from }) => from === 'img') && !named.some(({ from }) => from === 'a' || from === 'area')
}
