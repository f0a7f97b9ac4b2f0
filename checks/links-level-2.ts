import { defineCheck } from '../src/model/check.ts'
import { judgeLevel } from '../src/model/level-judging.ts'

/** Same-site links at level 2 work over IPv4. Levels are click distances; no official definition exists. */
export default defineCheck({
  id: 'links-level-2',
  title: '二级页面连通率',
  basis: {
    document: '甘政办发〔2022〕29号',
    clause: '二三级页面连通率',
    says: '网站二级页面的链接应当可以访问；同站链接返回 404、403 为死链，其他异常列为疑似，待复核。',
    confidence: 'seen',
  },
  needs: ['links', 'census', 'home', 'notes'],
  options: { collapseShare: 0.5, collapseLeast: 10, named: 10, looks: 2 },

  run(evidence, { site, options }) {
    return judgeLevel(evidence, site.home, 2, options)
  },
})
