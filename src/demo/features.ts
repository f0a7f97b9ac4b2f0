import type { LocalDate } from '../model/time.ts'
import { type FormNumbers, formTable, formTitle } from './annual-form.ts'
import {
  boardTable,
  type Counts,
  type Letter,
  letterMain,
  statisticsArticle,
  statisticsSentence,
  statisticsTable,
  writeLetters,
} from './board.ts'
import { type Article, type Column, type ColumnOptions, type Identity, type Topic, writeArticles } from './content.ts'
import { ago, chinese, formYear } from './dates.ts'
import { columnMeta } from './markup.ts'
import type { PageParts } from './pages.ts'
import type { SitePlan, World } from './plan.ts'

export function identify(plan: Pick<SitePlan, 'code' | 'name' | 'owner' | 'host'>, world: World, place: string): Identity {
  return { code: plan.code, name: plan.name, owner: plan.owner, host: plan.host, origin: world.origin(plan.host), place }
}

/** Name, folder, number, ColumnType and topic of a column, and how long ago its newest article appeared. */
export type ColumnSpec = readonly [name: string, slug: string, number: number, type: string, topic: Topic, options: ColumnOptions]

export function writeColumns(identity: Identity, today: LocalDate, specs: readonly ColumnSpec[]): readonly Column[] {
  return specs.map(([name, slug, number, type, topic, options]) => ({
    name,
    slug,
    number,
    type,
    articles: writeArticles(topic, number, identity, today, options),
  }))
}

/** The column with other articles. */
export function withArticles(
  columns: readonly Column[],
  name: string,
  change: (articles: readonly Article[]) => readonly Article[],
): readonly Column[] {
  return columns.map((column) => (column.name === name ? { ...column, articles: change(column.articles) } : column))
}

/** Letters received so many days ago, each answered so many days ago (`null`: still open), newest first. */
export function lettersOf(today: LocalDate, days: readonly (readonly [received: number, answered: number | null])[]): readonly Letter[] {
  return writeLetters(
    days.map(([received, answered]) => ({ received: ago(today, received), answered: answered === null ? null : ago(today, answered) })),
  )
}

/** A living board: all answered within days, but for the newest letter, which is a day old. */
export const LIVELY = [
  [1, null],
  [6, 3],
  [13, 9],
  [21, 16],
  [34, 30],
  [52, 47],
] as const

export const COUNTS: Counts = { received: 326, accepted: 318, finished: 311, pending: 7 }

export interface BoardPlan {
  readonly name: string
  /** Folder, with slashes at both ends. */
  readonly folder: string
  readonly letters: readonly Letter[]
  /** Where the numbers stand: on the board itself, on a page of their own, in a monthly article, filled in by a script, or nowhere. */
  readonly statistics: 'sentence' | 'table' | 'article' | 'script' | 'none'
}

/** The board, its letters and its statistics as pages. */
export function boardPages(board: BoardPlan, today: LocalDate): readonly PageParts[] {
  const path = (letter: Letter) => `${board.folder}l${letter.number}.html`
  const statistics = statisticsPage(board, today)
  const link = statistics ? `<p><a href="${statistics.path}">${statistics.title}</a></p>` : ''
  const sentence = board.statistics === 'sentence' ? statisticsSentence(COUNTS) : ''
  const main = `<h2>${board.name}</h2>${sentence}${link}\n${boardTable(board.letters, path)}`
  return [
    { path: board.folder, title: board.name, meta: columnMeta(board.name, '互动交流'), main },
    ...board.letters.map((letter) => ({ path: path(letter), title: letter.title, main: letterMain(letter) })),
    ...(statistics ? [statistics] : []),
  ]
}

function statisticsPage(board: BoardPlan, today: LocalDate): PageParts | undefined {
  switch (board.statistics) {
    case 'table': {
      const units = [
        { unit: '住房和城乡建设局', received: 86, finished: 84 },
        { unit: '交通运输局', received: 52, finished: 52 },
        { unit: '人力资源和社会保障局', received: 61, finished: 60 },
        { unit: '医疗保障局', received: 43, finished: 43 },
      ]
      return { path: `${board.folder}tjsj.html`, title: '数据统计', main: `<h2>留言办理数据统计</h2>${statisticsTable(units)}` }
    }
    case 'article': {
      const [year = '', month = ''] = ago(today, 35).split('-')
      const period = `${year}年${Number(month)}月`
      const title = `${period}留言办理情况统计`
      const shown = chinese(`${year}-${month}-28` > today ? today : ago(today, 5))
      return {
        path: `${board.folder}tj${year}${month}.html`,
        title,
        main: `<h1>${title}</h1><div>发布时间：${shown}</div>${statisticsArticle(period, COUNTS)}`,
      }
    }
    case 'script': {
      const ids = ['received', 'accepted', 'finished', 'pending']
      const labels = ['来信总数', '受理总数', '办结总数', '待办总数']
      const spans = labels.map((label, index) => `${label}<span id="n_${ids[index]}"></span>件`).join('　')
      const fill = `<script>
var request = new XMLHttpRequest();
request.open('GET', '/api/letter/count.json');
request.onload = function () { var data = JSON.parse(request.responseText); for (var key in data) document.getElementById('n_' + key).textContent = data[key] };
request.send();
</script>`
      return { path: `${board.folder}tjsj.html`, title: '数据统计', main: `<h2>来信统计</h2><div class="tongji">${spans}</div>${fill}` }
    }
    case 'sentence':
    case 'none':
      return undefined
  }
}

export interface FormPlan {
  readonly path: string
  /** How many years before the one that is due the form is for. */
  readonly yearsBack?: number
  /** Month and day of the filling, in the year after the one reported; 12 January when absent. */
  readonly filledOn?: string
  readonly numbers?: FormNumbers
}

/** The annual form as a page, and the title that links to it carry. */
export function formPage(plan: FormPlan, identity: Identity, today: LocalDate): PageParts & { readonly year: number } {
  const year = formYear(today) - (plan.yearsBack ?? 0)
  const due = `${year + 1}-${plan.filledOn ?? '01-12'}`
  const filledOn = due > today ? today : due
  const main = `<div class="info">发布时间：${filledOn}　来源：${identity.owner}</div>\n${formTable(identity, year, filledOn, plan.numbers)}`
  return { path: plan.path, title: formTitle(year), year, main }
}
