import { type BoardPlan, letterPath } from '../board-pages.ts'
import type { Article, Column } from '../content.ts'
import { answerFrom, type Platform, type SiteContent } from '../pages.ts'
import { type Expected, failing, type SitePlan, type World } from '../plan.ts'
import { trs } from '../platforms/trs.ts'
import { buildPortal } from '../portal.ts'

const FORM = '/zwgk/wzgzndbb/index.html'
const WAITING = 3

/** A question open for five months, no 找错 entry, the annual form three weeks late. */
export const culture: SitePlan = {
  code: '9900000017',
  name: '安澜省文化和旅游厅',
  owner: '安澜省文化和旅游厅',
  kind: 'department',
  host: 'wlt.anlan.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: 'TRS with nested lists and dates before links; a letter unanswered for five months; no 找错 entry; late annual form',
  build: (world) => ({ answer: answerFrom(build(world)), truth: () => truth(world) }),
}

const BOARD: BoardPlan = {
  name: '咨询留言',
  folder: '/hdjl/zxly/',
  letters: [
    [2, null],
    [9, 6],
    [30, 26],
    [150, null],
    [170, 160],
  ],
  statistics: 'table',
}

function truth(world: World): readonly Expected[] {
  const at = (path: string) => `${world.origin(culture.host)}${path}`
  return [
    failing('board-unanswered', at(letterPath(BOARD, world.today, WAITING)), 'a question that came five months ago and is still open'),
    failing('error-report-entry', at('/'), 'there is no entry, only an element of that name'),
    failing('annual-form-date', at(FORM), 'published on 21 February'),
  ]
}

/** The policy list has dates before links, and the interpretations of each policy as a list inside its row. */
const nested: Platform = {
  ...trs,
  columnMain: (content, column) => (column.type === '政策文件' ? nestedList(content, column) : trs.columnMain(content, column)),
}

function nestedList(content: SiteContent, column: Column): string {
  const related = content.columns.find(({ type }) => type === '政策解读')
  const rows = column.articles.map((article, index) => {
    const inner = related?.articles[index]
    const list = related && inner ? `<ul class="xgjd"><li>相关解读：${link(nested.articlePath(related, inner), inner)}</li></ul>` : ''
    return `<li><span>${content.date(article.date)}</span>${link(nested.articlePath(column, article), article)}${list}</li>`
  })
  return `<h2>${column.name}</h2><ul class="list">${rows.join('\n')}</ul>`
}

function link(path: string, article: Article): string {
  return `<a href="${path}" title="${article.title}">${article.title}</a>`
}

function build(world: World) {
  const { pages } = buildPortal(culture, world, {
    platform: nested,
    place: '安澜省',
    columns: [
      ['文旅要闻', 'wlyw', 91, '政务动态', 'news', { newest: 1 }],
      ['通知公告', 'tzgg', 92, '通知公告', 'notice', { newest: 5 }],
      ['政策文件', 'zcwj', 93, '政策文件', 'policy', { newest: 48, count: 5 }],
      ['政策解读', 'zcjd', 94, '政策解读', 'interpretation', { newest: 49 }],
      ['规划计划', 'ghjh', 95, '规划计划', 'planning', { newest: 210 }],
    ],
    board: BOARD,
    form: { path: FORM, link: 'text', filledOn: '02-21' },
    errorReport: 'none',
    homeExtra: '<div id="jiucuo" class="jiucuo-float"><img src="/images/banner.png" alt="文明旅游"></div>',
  })
  return pages
}
