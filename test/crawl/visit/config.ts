import type { Config } from '../../../src/model/config.ts'
import type { Settings } from '../../../src/model/settings.ts'

const LEDGER = { number: [], siteCode: [], siteName: [], submittedAt: [], dispatchedAt: [], answeredAt: [], status: [] }

export const CONFIG: Config = {
  sites: [],
  settings: {
    userAgent: 'govsite-test/1.0 (+mailto:test@example.org)',
    resolver: { servers: [], hosts: {}, timeoutSeconds: 5 },
    guard: { allow: [{ cidr: '127.0.0.0/8' }, { cidr: '::1/128' }], ports: [80, 443] },
    politeness: {
      requestsPerSecond: 1000,
      requestsPerSecondPerAddress: 5000,
      connectionsPerHost: 8,
      retryAfterCapSeconds: 1,
      sitesAtOnce: 4,
    },
    limits: {
      deadlineSeconds: 5,
      linksPerSite: 3000,
      pagesPerSite: 400,
      columnsPerSite: 40,
      bodyBytes: 1_000_000,
      linkBodyBytes: 65_536,
      redirects: 5,
      secondLookSeconds: 60,
      visitMinutes: 120,
      articleSamples: 3,
      rendersPerSite: 5,
    },
    vantage: { canaries: [], everySeconds: 300 },
    render: { enabled: true, timeoutSeconds: 5, pagesAtOnce: 2, pagesPerBrowser: 100, picturesPerSite: 6, pictureDays: 7 },
    schedule: { timezone: 'Asia/Shanghai', crawl: '0 2 * * *', probesPerDay: 24, catchUpHours: 12 },
    seal: { timeAuthorityCertificates: [], timeoutSeconds: 20 },
    ledger: { columns: LEDGER, unfounded: [], extended: [], closed: [] },
  },
  rubrics: [],
  columns: {
    kinds: [
      { kind: 'news', names: ['要闻', '动态'], types: ['政务动态'], not: [] },
      { kind: 'notice', names: ['通知公告', '公示公告'], types: [], not: [] },
      { kind: 'policy', names: ['政策文件', '政策法规'], types: ['政策文件'], not: [] },
      { kind: 'static', names: ['机构职能'], types: ['机构职能'], not: [] },
    ],
    ignore: ['首页', '登录'],
  },
  calendar: { years: {} },
  patterns: {
    protection: [
      { name: 'ts', title: '防护页面', status: [412], bodyContains: ["$_ts=window['$_ts']"], source: 'test', confidence: 'seen' },
    ],
    soft404: { titles: ['404', '页面不存在'], phrases: ['您访问的页面不存在'], maxTextLength: 500 },
    underConstruction: ['正在建设中'],
    annualForm: {
      names: ['政府网站工作年度报表', '政府网站年度工作报表', '政府网站年度报表'],
      slugs: ['zfwzgzndbb'],
      files: ['report_tb_'],
      not: ['政府信息公开工作年度报告'],
    },
    statistics: {
      pages: ['数据统计', '情况统计', '留言统计', '办理统计'],
      fields: { received: ['来信总数', '收到'], finished: ['办结总数', '办结'], pending: ['待办总数', '在办'] },
    },
    board: {
      links: ['领导信箱', '市长信箱', '互动交流', '咨询投诉'],
      not: [],
      answered: ['已答复', '已办结'],
      open: ['办理中'],
      notConsultation: [],
    },
    errorReport: { hosts: ['zfwzgl.www.gov.cn'], oldHosts: ['pucha.kaipuyun.cn'], centralPages: ['www.gov.cn/fuwu/jiucuopage.html'] },
  },
}

export function withLimits(limits: Partial<Settings['limits']>): Config {
  return { ...CONFIG, settings: { ...CONFIG.settings, limits: { ...CONFIG.settings.limits, ...limits } } }
}
