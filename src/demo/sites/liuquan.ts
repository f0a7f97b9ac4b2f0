import { LIVELY } from '../board-pages.ts'
import { dotted } from '../dates.ts'
import { answerFrom } from '../pages.ts'
import { type Conditions, doubted, type Expected, failing, type SitePlan, type World } from '../plan.ts'
import { vsb } from '../platforms/vsb.ts'
import { buildPortal } from '../portal.ts'

const GONE_OUTSIDE = '/zwdt/zwyw/201903/t20190305_1100.html'

/** IPv6 in name only; one stale and two empty columns. */
export const liuquan: SitePlan = {
  code: '9903000001',
  name: '柳泉市人民政府',
  owner: '柳泉市人民政府办公室',
  kind: 'city',
  host: 'www.liuquan.example',
  ipv6: 'refuses',
  nameServers: 'v4-only',
  manner: 'VSB; AAAA where nothing answers; name servers without AAAA; a stale and two empty columns; statistics as an article',
  build: (world) => ({ answer: answerFrom(build(world)), truth: (conditions) => truth(world, conditions) }),
}

function truth(world: World, { ipv6 }: Conditions): readonly Expected[] {
  const home = `${world.origin(liuquan.host)}/`
  const at = (path: string) => `${world.origin(liuquan.host)}${path}`
  const silent = 'there is an AAAA record, and nobody listens there'
  const overIpv6 = ipv6
    ? [
        failing('ipv6-home', home, silent),
        doubted('ipv6-same-content', 'no-evidence', home, silent),
        failing('ipv6-links-level-2', liuquan.host, silent),
        failing('ipv6-links-level-3', liuquan.host, silent),
      ]
    : []
  return [
    failing('ipv6-nameservers', liuquan.host, 'the name servers have no AAAA record'),
    ...overIpv6,
    failing('key-columns', at('/xwzx/bmdt.htm'), 'news of forty days ago'),
    failing('empty-columns', at('/xxgk/ghjh.htm'), 'a planning column without any row'),
    failing('empty-columns', at('/xxgk/rdhy.htm'), 'a column under construction'),
    failing('external-links', `${world.origin('www.mingchuan.example')}${GONE_OUTSIDE}`, 'a page of another city that is gone'),
  ]
}

function build(world: World) {
  const { pages } = buildPortal(liuquan, world, {
    platform: vsb,
    place: '柳泉市',
    date: dotted,
    columns: [
      ['柳泉要闻', 'xwzx/lqyw', 2451, '政务动态', 'news', { newest: 2, count: 8 }],
      ['部门动态', 'xwzx/bmdt', 2452, '政务动态', 'news', { newest: 40 }],
      ['通知公告', 'xxgk/tzgg', 2453, '通知公告', 'notice', { newest: 8 }],
      ['政策文件', 'xxgk/zcwj', 2454, '政策文件', 'policy', { newest: 60 }],
      ['人事信息', 'xxgk/rsxx', 2455, '人事信息', 'personnel', { newest: 120 }],
      ['规划计划', 'xxgk/ghjh', 2456, '规划计划', 'planning', { newest: 0, count: 0 }],
      ['热点回应', 'xxgk/rdhy', 2457, '回应关切', 'interpretation', { newest: 0, count: 0 }],
    ],
    change: (columns) => columns.map((column) => (column.name === '热点回应' ? { ...column, note: '该栏目正在建设中' } : column)),
    board: { name: '咨询投诉', folder: '/hdjl/zxts/', letters: LIVELY, statistics: 'article' },
    form: { path: '/xxgk/ndbb.htm', link: 'text' },
    errorReport: 'link',
    footerLinks: [`<a href="${world.origin('www.mingchuan.example')}${GONE_OUTSIDE}">明川市招商推介</a>`],
  })
  return pages
}
