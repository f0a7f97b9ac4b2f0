import { LIVELY } from '../board-pages.ts'
import { pagesDoubted } from '../doubts.ts'
import { LEAVING } from '../markup.ts'
import { answerFrom } from '../pages.ts'
import type { Conditions, Expected, SitePlan, World } from '../plan.ts'
import { hollow, shell } from '../platforms/shell.ts'
import { buildPortal } from '../portal.ts'

/** Without fault, for whoever has a browser: homepage and columns are empty shells. */
export const water: SitePlan = {
  code: '9900000014',
  name: '安澜省水利厅',
  owner: '安澜省水利厅',
  kind: 'department',
  host: 'slt.anlan.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: 'Vue-like shells that need a browser; 找错 on the central page, by way of a leaving page',
  build: (world) => ({ answer: answerFrom(build(world)), truth: (conditions) => truth(world, conditions) }),
}

function truth(world: World, { browser }: Conditions): readonly Expected[] {
  if (browser) return []
  return pagesDoubted(`${world.origin(water.host)}/`, 'needs-rendering', 'the homepage is drawn by a script')
}

function build(world: World) {
  const { pages, content } = buildPortal(water, world, {
    platform: shell,
    place: '安澜省',
    columns: [
      ['水利要闻', 'slyw', 71, '政务动态', 'news', { newest: 1 }],
      ['通知公告', 'tzgg', 72, '通知公告', 'notice', { newest: 8 }],
      ['政策文件', 'zcwj', 73, '政策文件', 'policy', { newest: 50 }],
    ],
    board: { name: '咨询留言', folder: '/zxly/', letters: LIVELY, statistics: 'sentence' },
    form: { path: '/zwgk/wzndbb.html', link: 'text' },
    errorReport: 'central-page',
    extra: [{ path: LEAVING, title: '离开提示', main: '<p>您访问的链接即将离开“安澜省水利厅”网站，是否继续？</p>' }],
  })
  return hollow(pages, content, ['/', ...content.columns.map((column) => shell.columnPath(column))])
}
