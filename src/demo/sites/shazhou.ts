import type { LocalDate } from '../../model/time.ts'
import { addDays } from '../../model/time.ts'
import { LIVELY } from '../board-pages.ts'
import type { Column } from '../content.ts'
import { chinese } from '../dates.ts'
import { answerFrom } from '../pages.ts'
import { type Expected, failing, type SitePlan, type World } from '../plan.ts'
import { trsTables } from '../platforms/trs-tables.ts'
import { buildPortal, withArticles } from '../portal.ts'

/** Nothing new for a month, hidden behind a notice dated next month; the annual form lies deep in the catalogue. */
export const shazhou: SitePlan = {
  code: '9907000001',
  name: '沙洲市人民政府',
  owner: '沙洲市人民政府办公室',
  kind: 'city',
  host: 'www.shazhou.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: 'TRS tables, upper case, unquoted; stale homepage and columns; a date in the future; annual form only in the catalogue',
  build: (world) => ({ answer: answerFrom(build(world)), truth: () => truth(world) }),
}

function truth(world: World): readonly Expected[] {
  const home = `${world.origin(shazhou.host)}/`
  const at = (path: string) => `${world.origin(shazhou.host)}${path}`
  return [
    failing('home-freshness', home, 'the newest item is a month old; the one with a date in the future does not count'),
    failing('key-columns', at('/szyw/'), 'news of thirty days ago'),
    failing('key-columns', at('/xqdt/'), 'news of thirty-six days ago'),
    failing('key-columns', at('/tzgg/'), 'notices of eight months ago below one with a date in the future'),
    failing('annual-form-home', home, 'the form is only in the catalogue'),
  ]
}

function build(world: World) {
  const { pages } = buildPortal(shazhou, world, {
    platform: trsTables,
    place: '沙洲市',
    date: chinese,
    columns: [
      ['沙洲要闻', 'szyw', 41, '政务动态', 'news', { newest: 30, count: 8 }],
      ['县区动态', 'xqdt', 42, '政务动态', 'news', { newest: 36 }],
      ['通知公告', 'tzgg', 43, '通知公告', 'notice', { newest: 245 }],
      ['政策文件', 'zcwj', 44, '政策文件', 'policy', { newest: 100 }],
      ['人事信息', 'rsxx', 45, '人事信息', 'personnel', { newest: 170 }],
    ],
    change: (columns, today) => withArticles(columns, '通知公告', (articles) => postdate(articles, today)),
    board: { name: '市长信箱', folder: '/szxx/', letters: LIVELY, statistics: 'table' },
    form: { path: '/xxgk/2/5/index.htm', link: 'deep' },
    errorReport: 'script',
  })
  return pages
}

function postdate([first, ...rest]: Column['articles'], today: LocalDate): Column['articles'] {
  return first ? [{ ...first, date: addDays(today, 33) }, ...rest] : rest
}
