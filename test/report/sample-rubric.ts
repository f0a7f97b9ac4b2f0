import type { Rule } from '../../src/model/rubric.ts'
import type { OwnerKind } from '../../src/model/site.ts'

export interface SampleIndicator {
  readonly id: string
  readonly part: 'running' | 'supervision'
  readonly title: string
  readonly clause: string
  readonly says: string
  readonly rule: Rule
}

export const PARTS = { running: '网站运行情况', supervision: '常态化监管情况' } as const
export const PART_POINTS = { city: { running: 65, supervision: 35 }, department: { running: 40, supervision: 20 } } as const

/** Points in a city's table and in a department's; a veto has none. */
const ROWS = [
  ['home-freshness', 'running', '首页信息更新', '单项否决：首页不更新', '首页两周内没有信息更新的否决。', { kind: 'veto', failures: 1 }],
  ['message-board', 'running', '设有互动交流渠道', '单项否决：互动回应差', '没有网上咨询渠道的否决。', { kind: 'veto', failures: 1 }],
  ['ipv6-address', 'running', '域名具备 IPv6 地址解析', 'IPv6 支持度', '域名应当有 AAAA 记录。', 'deduct', 5, 4],
  ['ipv6-links-level-2', 'running', 'IPv6 二级内链支持率', 'IPv6 支持度', '达到 85% 得满分。', 'share', 10, 6],
  ['links-level-2', 'running', '二级页面连通率', '二三级页面连通率', '二级页面链接应当可以访问，按连通率计分。', 'share', 15, 10],
  ['links-level-3', 'running', '三级页面连通率', '二三级页面连通率', '三级页面链接应当可以访问，按连通率计分。', 'share', 8, 4],
  ['external-links', 'running', '外部链接可用情况', '链接可用性', '外部链接单独列出，不计分。', { kind: 'notice' }],
  ['policy-column', 'running', '政策文件栏目更新', '信息更新', '超过六个月未更新的扣分。', 'deduct', 10, 5],
  ['key-columns', 'running', '动态要闻、通知公告栏目更新', '信息更新', '每个未按期更新的栏目扣 2 分。', 'each', 10, 6, 2],
  ['board-answers', 'running', '公开留言答复的时效', '互动交流', '最新答复在两个月内，否则扣分。', 'deduct', 5, 4],
  ['services', 'running', '办事服务可用、准确', '办事服务', '由检查人员判断。', 'manual', 2, 1],
  ['annual-form-home', 'supervision', '首页公布政府网站工作年度报表', '年度报表发布', '应当在首页显著位置公布。', 'deduct', 10, 5],
  ['error-report-deadline', 'supervision', '找错留言按期办结率', '“我为政府网站找错”', '应当在 3 个工作日内办结。', 'share', 15, 9],
  ['error-report-open', 'supervision', '找错留言长期未办结', '监管工作年度考核', '上年度留言未办结的每件扣分。', 'each', 10, 6, 2],
] as const

/** The indicators of an invented points table that adds up to 100 for a city and to 60 for a department. */
export function sampleIndicators(owner: OwnerKind): SampleIndicator[] {
  return ROWS.map(([id, part, title, clause, says, kind, city = 0, department = 0, each = 0]) => {
    const points = owner === 'department' ? department : city
    return { id, part, title, clause, says, rule: typeof kind === 'string' ? ruleOf(kind, points, each) : kind }
  })
}

function ruleOf(kind: 'deduct' | 'each' | 'share' | 'manual', points: number, each: number): Rule {
  switch (kind) {
    case 'deduct':
      return { kind: 'deduct', points, each: points }
    case 'each':
      return { kind: 'deduct', points, each }
    case 'share':
      return { kind: 'share', points, full: 1 }
    case 'manual':
      return { kind: 'manual', points }
  }
}
