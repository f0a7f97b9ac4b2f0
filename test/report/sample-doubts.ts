import type { Doubt } from '../../src/model/finding.ts'
import type { OwnerKind } from '../../src/model/site.ts'
import { doubt, type Fault } from './sample-faults.ts'
import { sampleIndicators } from './sample-rubric.ts'

export function everywhere(kind: OwnerKind, because: Doubt, home: string, says: string): Fault[] {
  return sampleIndicators(kind)
    .filter(({ rule }) => rule.kind !== 'manual')
    .map(({ id, rule }) =>
      doubt(id, because, home, says, 'points' in rule ? rule.points : 0, { status: because === 'protection' ? 412 : null }),
    )
}

export function suspected(home: string, points: number): Fault {
  const page = `${home}bsfw/old.html`
  const says = '链接“办事指南”返回 HTTP 200，内容疑似为错误页面。'
  return doubt('links-level-2', 'suspected', page, says, points, {
    parent: home,
    status: 200,
    millis: 61,
    family: 4,
    rechecks: 2,
    pictured: true,
  })
}

export const calendar = (points: number): Fault =>
  doubt(
    'error-report-deadline',
    'calendar-unknown',
    'ZC202701020000001',
    '留言 ZC202701020000001 的办结期限跨入放假安排尚未公布的年度。',
    points,
    { page: null },
  )
export const rendering = (home: string, points: number): Fault =>
  doubt('key-columns', 'needs-rendering', `${home}xwzx/`, '栏目“新闻中心”的列表由脚本生成，未能渲染。', points, { status: 200, family: 4 })
export const annual = (home: string, points: number, unsure = true): Fault =>
  unsure
    ? doubt('annual-form-home', 'unreadable', `${home}ndbb.jpg`, '年度报表为图片，内容无法识别。', points, { status: 200, family: 4 })
    : {
        check: 'annual-form-home',
        subject: home,
        page: home,
        says: '首页没有年度报表入口。',
        status: 200,
        family: 4,
        deduction: points,
        pictured: true,
      }
export const vantage = (home: string, points: number): Fault =>
  doubt('ipv6-address', 'no-ipv6-here', new URL(home).hostname, '检查点的 IPv6 网络未得到证实，未作判断。', points, {
    page: null,
    family: 6,
    status: '本机到该地址没有路由',
  })
export const robots = (home: string, points: number): Fault =>
  doubt('links-level-3', 'robots', `${home}zwgk/`, 'robots.txt 不允许访问 12 个三级页面链接。', points, {
    stands: 12,
    status: 'robots.txt 不允许访问',
  })
export const crashed = (home: string, points: number): Fault =>
  doubt('board-answers', 'check-crashed', home, '检查项“公开留言答复的时效”运行出错，未能得出结论。', points)
export const ours = (home: string, points: number): Fault =>
  doubt('links-level-2', 'our-failure', home, '检查方网络中断，40 个二级页面链接未检测。', points, { stands: 40 })
export const person = (home: string, points: number): Fault =>
  doubt('board-answers', 'needs-a-person', `${home}hdjl/`, '留言板须登录后查看，需要人工判断。', points, { status: 200, family: 4 })
