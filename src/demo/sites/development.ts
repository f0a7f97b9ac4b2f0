import { COUNTS, COUNTS_PATH, LIVELY } from '../board-pages.ts'
import { answerFrom, json } from '../pages.ts'
import { type Conditions, doubted, type Expected, type SitePlan, type World } from '../plan.ts'
import { provincial } from '../platforms/provincial.ts'
import { buildPortal } from '../portal.ts'

const BOARD = '/fgw/c106120/'

/** Without fault; every list and the board's numbers are filled in by scripts. */
export const development: SitePlan = {
  code: '9900000011',
  name: '安澜省发展和改革委员会',
  owner: '安澜省发展和改革委员会',
  kind: 'department',
  host: 'fgw.anlan.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: 'provincial platform: lists from /common/search; statistics filled by a script',
  build: (world) => ({ answer: answerFrom(build(world)), truth: (conditions) => truth(world, conditions) }),
}

function truth(world: World, { browser }: Conditions): readonly Expected[] {
  if (browser) return []
  const statistics = `${world.origin(development.host)}${BOARD}tjsj.html`
  return [doubted('board-statistics', 'needs-rendering', statistics, 'the numbers are filled in by a script')]
}

function build(world: World) {
  const { pages } = buildPortal(development, world, {
    platform: provincial,
    place: '安澜省',
    columns: [
      ['工作动态', 'fgw', 106101, '政务动态', 'news', { newest: 1, count: 8 }],
      ['通知公告', 'fgw', 106102, '通知公告', 'notice', { newest: 6, count: 8 }],
      ['政策文件', 'fgw', 106103, '政策文件', 'policy', { newest: 25 }],
      ['政策解读', 'fgw', 106104, '政策解读', 'interpretation', { newest: 26 }],
      ['规划计划', 'fgw', 106105, '规划计划', 'planning', { newest: 100 }],
    ],
    board: { name: '咨询投诉', folder: BOARD, letters: LIVELY, statistics: 'script' },
    form: { path: '/fgw/c106130/ndbb.shtml', link: 'text' },
    errorReport: 'link',
    footerLinks: [`<a href="${world.origin('www.mingchuan.example')}/">明川市人民政府</a>`],
    homeExtra: '<div class="swiper"><a href="/fgw/c106101/list.shtml"><img src="/images/banner.png" alt=""></a></div>',
  })
  return pages.set(COUNTS_PATH, json(COUNTS))
}
