import { LIVELY } from '../board-pages.ts'
import type { Column } from '../content.ts'
import { monthAndDay, slashed } from '../dates.ts'
import { answerFrom } from '../pages.ts'
import { doubted, type Expected, failing, type SitePlan, type World } from '../plan.ts'
import { written } from '../platforms/written.ts'
import { buildPortal } from '../portal.ts'

const OTHERS_CODE = '9905000023'

/** Header and footer come from scripts; the meta date of every article is that of the last generation, and the policy list shows no dates. */
export const shidu: SitePlan = {
  code: '9905000001',
  name: '石渡市人民政府',
  owner: '石渡市人民政府办公室',
  kind: 'city',
  host: 'www.shidu.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: 'header and footer by document.write; 找错 with a wrong code; meta dates of the generation; dates only on articles',
  build: (world) => ({ answer: answerFrom(build(world)), truth: () => truth(world) }),
}

function truth(world: World): readonly Expected[] {
  const home = `${world.origin(shidu.host)}/`
  const policies = `${world.origin(shidu.host)}/zcwj/list.html`
  const stale = 'policies of ten months ago, whose meta dates are of today'
  return [
    failing('error-report-code', home, 'the entry in the written footer carries a code of another site'),
    failing('key-columns', policies, stale),
    failing('policy-column', policies, stale),
    doubted('external-links', 'protection', `${world.origin('www.yunlu.example')}/`, 'a city behind a protection page'),
  ]
}

function build(world: World) {
  const { pages } = buildPortal(shidu, world, {
    platform: written,
    place: '石渡市',
    date: slashed,
    columns: [
      ['石渡要闻', 'sdyw', 31, '政务动态', 'news', { newest: 1, count: 8 }],
      ['部门动态', 'bmdt', 32, '政务动态', 'news', { newest: 4 }],
      ['通知公告', 'tzgg', 33, '通知公告', 'notice', { newest: 7 }],
      ['政策文件', 'zcwj', 34, '政策文件', 'policy', { newest: 300 }],
      ['规划计划', 'ghjh', 35, '规划计划', 'planning', { newest: 140 }],
    ],
    change: (columns) => columns.map(hideDates),
    board: { name: '领导信箱', folder: '/hdjl/ldxx/', letters: LIVELY, statistics: 'sentence' },
    form: { path: '/zwgk/wzndbb.html', link: 'text' },
    errorReport: 'script',
    errorCode: OTHERS_CODE,
    footerLinks: [`<a href="${world.origin('www.yunlu.example')}/">云麓市人民政府</a>`],
  })
  return pages
}

/** The policy list shows no dates, the list of news no years; addresses tell neither. */
function hideDates(column: Column): Column {
  if (column.name === '政策文件') return { ...column, listed: () => '' }
  return column.name === '部门动态' ? { ...column, listed: monthAndDay } : column
}
