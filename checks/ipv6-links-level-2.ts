import { defineCheck } from '../src/model/check.ts'
import { judgeIpv6Level } from '../src/model/ipv6-link-judging.ts'

/** The share of same-site links at level 2 that work over IPv6, among those that work at all. */
export default defineCheck({
  id: 'ipv6-links-level-2',
  title: 'IPv6 二级内链支持率',
  basis: {
    document: '甘政办发〔2022〕29号',
    clause: 'IPv6 支持度',
    says: '网站二级页面的同站链接应当可以通过 IPv6 访问，按支持率计分。',
    confidence: 'seen',
  },
  needs: ['links', 'census', 'home', 'notes', 'dns', 'vantage'],
  options: { collapseShare: 0.5, collapseLeast: 10, looks: 2, silentLeast: 5 },

  run(evidence, { site, options }) {
    return judgeIpv6Level(evidence, site.home, 2, options)
  },
})
