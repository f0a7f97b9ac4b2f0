import type { LocalDate } from '../../model/time.ts'
import { LIVELY } from '../board-pages.ts'
import type { Column } from '../content.ts'
import { ago } from '../dates.ts'
import { answerFrom } from '../pages.ts'
import type { SitePlan, World } from '../plan.ts'
import { trs } from '../platforms/trs.ts'
import { buildPortal, withArticles } from '../portal.ts'

/** The exemplary city: nothing is wrong, though an old notice is pinned on top and addresses carry other days than the pages show. */
export const mingchuan: SitePlan = {
  code: '9901000001',
  name: '明川市人民政府',
  owner: '明川市人民政府办公室',
  kind: 'city',
  host: 'www.mingchuan.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: 'TRS; without fault; pinned old row, address dates that differ from the shown ones',
  build: (world) => ({ answer: answerFrom(build(world)), truth: () => [] }),
}

function build(world: World) {
  const { pages } = buildPortal(mingchuan, world, {
    platform: trs,
    place: '明川市',
    columns: [
      ['政务要闻', 'zwdt/zwyw', 1, '政务动态', 'news', { newest: 0, count: 10 }],
      ['部门动态', 'zwdt/bmdt', 2, '政务动态', 'news', { newest: 3 }],
      ['通知公告', 'zwgk/tzgg', 3, '通知公告', 'notice', { newest: 4, count: 9 }],
      ['政策文件', 'zwgk/zcwj', 4, '政策文件', 'policy', { newest: 12 }],
      ['政策解读', 'zwgk/zcjd', 5, '政策解读', 'interpretation', { newest: 15 }],
      ['人事信息', 'zwgk/rsxx', 6, '人事信息', 'personnel', { newest: 40 }],
      ['规划计划', 'zwgk/ghjh', 7, '规划计划', 'planning', { newest: 75 }],
    ],
    change: mislead,
    board: { name: '市长信箱', folder: '/hdjl/szxx/', letters: LIVELY, statistics: 'sentence' },
    form: { path: '/zwgk/ndbb/index.html', link: 'text' },
    errorReport: 'script',
    footerLinks: [`<a href="${world.origin('www.wanghe.example')}/">望河市人民政府</a>`],
    homeExtra: '<div class="banner"><a href="/zwdt/zwyw/"><img src="/images/banner.png" alt="头条"></a></div>',
  })
  return pages
}

/** What must not be taken for a fault: a pinned notice of years ago above new ones, and addresses five days older than the articles. */
function mislead(columns: readonly Column[], today: LocalDate): readonly Column[] {
  const pinned = withArticles(columns, '通知公告', ([first, ...rest]) =>
    first
      ? [{ ...first, id: first.id + 900, title: '明川市关于加强非机动车管理的通告（长期有效）', date: ago(today, 800) }, first, ...rest]
      : rest,
  )
  return withArticles(pinned, '部门动态', (articles) => articles.map((article) => ({ ...article, addressDate: ago(article.date, 5) })))
}
