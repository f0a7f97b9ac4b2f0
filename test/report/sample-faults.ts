import type { Doubt } from '../../src/model/finding.ts'
import type { ProblemRow } from '../../src/report/site-view.ts'

/** One problem as the fixture tells it; the rest follows from the site. */
export type Fault = Pick<ProblemRow, 'check' | 'subject' | 'says'> &
  Partial<
    Pick<
      ProblemRow,
      'page' | 'parent' | 'measured' | 'status' | 'millis' | 'family' | 'rechecks' | 'stands' | 'veto' | 'deduction' | 'atRisk'
    >
  > & {
    readonly because?: Doubt
    readonly pictured?: boolean
  }

/** So many dead links of level 2, each costing as much. */
export const deadLinks = (home: string, statuses: readonly (number | string)[], each: number): Fault[] =>
  statuses.map((status, index) => ({
    check: 'links-level-2',
    subject: `${home}zwgk/tzgg/${index + 1}.html`,
    says: `链接“关于第 ${index + 1} 批项目的通知”经 3 次检测均无法访问（${typeof status === 'number' ? `HTTP ${status}` : status}）。`,
    page: `${home}zwgk/tzgg/${index + 1}.html`,
    parent: `${home}zwgk/index.html`,
    status,
    millis: typeof status === 'number' ? 86 + index : null,
    family: 4,
    rechecks: 2,
    deduction: each,
    pictured: index === 0,
  }))

export const staleColumns = (home: string, names: readonly string[]): Fault[] =>
  names.map((name, index) => ({
    check: 'key-columns',
    subject: `${home}col/${index + 1}/`,
    says: `栏目“${name}”最新信息日期为 2026-10-2${index}，距检查日 ${36 - index} 天，超过 14 天未更新。`,
    page: `${home}col/${index + 1}/`,
    measured: { value: 36 - index, unit: 'day', threshold: 14 },
    status: 200,
    millis: 143,
    family: 4,
    deduction: 2,
    pictured: true,
  }))

export const staleHome = (home: string): Fault => ({
  check: 'home-freshness',
  subject: home,
  says: '首页最新信息日期为 2026-10-26，距检查日 30 天，超过 14 天未更新。',
  page: home,
  measured: { value: 30, unit: 'day', threshold: 14 },
  status: 200,
  millis: 210,
  family: 4,
  veto: true,
  pictured: true,
})

export const noBoard = (home: string): Fault => ({
  check: 'message-board',
  subject: home,
  says: '首页和二级页面均没有互动交流渠道的入口。',
  page: home,
  status: 200,
  family: 4,
  veto: true,
})

export const stalePolicy = (home: string, points: number): Fault => ({
  check: 'policy-column',
  subject: `${home}zcwj/`,
  says: '栏目“政策文件”最新信息日期为 2026-01-29，距检查日 300 天，超过 6 个月未更新。',
  page: `${home}zcwj/`,
  measured: { value: 300, unit: 'day', threshold: 180 },
  status: 200,
  millis: 95,
  family: 4,
  deduction: points,
})

/** A finding about a ticket has no page of its own. */
export const openTickets = (numbers: readonly string[]): Fault[] =>
  numbers.map((number) => ({
    check: 'error-report-open',
    subject: number,
    says: `留言 ${number} 于 2025-11-18 提交，至上年度末仍未办结。`,
    deduction: 2,
  }))

export const noIpv6 = (home: string, points: number, links: number): Fault[] => {
  const host = new URL(home).hostname
  return [
    { check: 'ipv6-address', subject: host, says: `域名 ${host} 没有 AAAA 记录。`, page: null, status: null, family: 6, deduction: points },
    {
      check: 'ipv6-links-level-2',
      subject: home,
      says: `域名 ${host} 没有 AAAA 记录，其 36 个二级页面链接不支持 IPv6。`,
      page: home,
      status: '域名没有该地址族的解析记录',
      family: 6,
      stands: 36,
      measured: { value: 0, unit: 'ratio', threshold: 0.85 },
      deduction: links,
    },
  ]
}

/** A doubt that may cost so much. */
export const doubt = (check: string, because: Doubt, home: string, says: string, atRisk: number, given: Partial<Fault> = {}): Fault => ({
  check,
  because,
  subject: home,
  page: home,
  says,
  atRisk,
  ...given,
})

/** What a page of ill will would have us write. */
export const hostile = (home: string): Fault[] => [
  {
    check: 'external-links',
    subject: '=HYPERLINK("http://x")',
    says: '链接“=HYPERLINK("http://x")”无法访问（HTTP 404）。',
    page: `${home}?q=%3Cscript%3E&a="b"`,
    parent: home,
    status: 404,
    family: 4,
  },
  {
    check: 'external-links',
    subject: '<script>alert(1)</script>',
    says: '链接“<script>alert(1)</script>”无法访问（证书无效）。',
    // Only http and https are to become links, whatever a row says.
    page: 'javascript:alert(1)',
    parent: home,
    status: '证书无效',
    family: 4,
  },
  { check: 'external-links', subject: '"', says: '链接“"”无法访问（HTTP 500）。', page: null, status: 500, family: 6 },
  {
    check: 'external-links',
    subject: '@SUM(A1)',
    says: `链接“${'很长的标题'.repeat(400)}”无法访问。`,
    page: `${home}${'a/'.repeat(900)}`,
    status: '在规定时间内没有应答',
    family: 4,
  },
  // An RTL override stood between `fdp` and `exe` and was taken out.
  {
    check: 'external-links',
    subject: `${home}报表fdpexe`,
    says: `链接“报表fdpexe”&amp;]]>\\u0000 无法访问（HTTP 403）。`,
    page: `${home}%E6%8A%A5%E8%A1%A8`,
    status: 403,
    family: 4,
  },
]
