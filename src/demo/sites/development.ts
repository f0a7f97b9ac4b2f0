import { dashed } from '../dates.ts'
import { boardPages, COUNTS, formPage, identify, LIVELY, lettersOf, writeColumns } from '../features.ts'
import { errorReportEntry, footerLines } from '../markup.ts'
import { answerFrom, composePages, json } from '../pages.ts'
import type { SitePlan, World } from '../plan.ts'
import { provincial } from '../platforms/provincial.ts'

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
  build: (world) => ({ answer: answerFrom(build(world)), truth: () => [] }),
}

function build(world: World) {
  const { today } = world
  const identity = identify(development, world, '安澜省')
  const columns = writeColumns(identity, today, [
    ['工作动态', 'fgw', 106101, '政务动态', 'news', { newest: 1, count: 8 }],
    ['通知公告', 'fgw', 106102, '通知公告', 'notice', { newest: 6, count: 8 }],
    ['政策文件', 'fgw', 106103, '政策文件', 'policy', { newest: 25 }],
    ['政策解读', 'fgw', 106104, '政策解读', 'interpretation', { newest: 26 }],
    ['规划计划', 'fgw', 106105, '规划计划', 'planning', { newest: 100 }],
  ])
  const board = { name: '咨询投诉', folder: '/fgw/c106120/', letters: lettersOf(today, LIVELY), statistics: 'script' } as const
  const form = formPage({ path: '/fgw/c106130/ndbb.shtml' }, identity, today)
  const pages = composePages(
    provincial,
    {
      identity,
      world,
      columns,
      navigation: [
        { text: '首页', href: '/' },
        ...columns.map((column) => ({ text: column.name, href: provincial.columnPath(column) })),
        { text: board.name, href: board.folder },
      ],
      footer: footerLines(identity, world, {
        errorReport: errorReportEntry('link', identity.code, identity, world),
        links: [`<a href="${form.path}">网站工作年度报表</a>`, `<a href="${world.origin('www.mingchuan.example')}/">明川市人民政府</a>`],
      }),
      homeExtra: '<div class="swiper"><a href="/fgw/c106101/list.shtml"><img src="/images/banner.png" alt=""></a></div>',
      rowsOnHome: 5,
      date: dashed,
    },
    [...boardPages(board, today), form],
  )
  return pages.set('/api/letter/count.json', json(COUNTS))
}
