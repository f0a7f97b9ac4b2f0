import type { LocalDate } from '../model/time.ts'
import {
  boardTable,
  type Counts,
  type Letter,
  letterMain,
  statisticsArticle,
  statisticsSentence,
  statisticsTable,
  type UnitCounts,
  writeLetters,
} from './board.ts'
import { ago, chinese } from './dates.ts'
import { columnMeta } from './markup.ts'
import type { PageParts } from './pages.ts'

/** For each letter, newest first: so many days ago it came, so many days ago it was answered (`null`: still open). */
export type LetterDays = readonly (readonly [received: number, answered: number | null])[]

/** A living board: all answered within days, but for the newest letter, which is a day old. */
export const LIVELY: LetterDays = [
  [1, null],
  [6, 3],
  [13, 9],
  [21, 16],
  [34, 30],
  [52, 47],
]

export const COUNTS: Counts = { received: 326, accepted: 318, finished: 311, pending: 7 }

/** Where a script asks for the counts. */
export const COUNTS_PATH = '/api/letter/count.json'

const UNITS: readonly UnitCounts[] = [
  { unit: '住房和城乡建设局', received: 86, finished: 84 },
  { unit: '交通运输局', received: 52, finished: 52 },
  { unit: '人力资源和社会保障局', received: 61, finished: 60 },
  { unit: '医疗保障局', received: 43, finished: 43 },
]

export interface BoardPlan {
  readonly name: string
  /** Folder, with slashes at both ends. */
  readonly folder: string
  readonly letters: LetterDays
  /** Where the numbers stand: on the board itself, in a table on a page of their own, in a monthly article, filled in by a script, or nowhere. */
  readonly statistics: 'sentence' | 'table' | 'article' | 'script' | 'none'
}

/** Path of the letter that came at this place of the list. */
export function letterPath(board: BoardPlan, today: LocalDate, index: number): string {
  const letter = lettersOf(board, today)[index]
  if (!letter) throw new Error(`the board ${board.name} has no letter ${index}`)
  return pathOf(board, letter)
}

/** The board, its letters and its statistics as pages. */
export function boardPages(board: BoardPlan, today: LocalDate): readonly PageParts[] {
  const letters = lettersOf(board, today)
  const statistics = statisticsPage(board, today)
  const link = statistics ? `<p><a href="${statistics.path}">${statistics.title}</a></p>` : ''
  const sentence = board.statistics === 'sentence' ? statisticsSentence(COUNTS) : ''
  const table = boardTable(letters, (letter) => pathOf(board, letter))
  return [
    {
      path: board.folder,
      title: board.name,
      meta: columnMeta(board.name, '互动交流'),
      main: `<h2>${board.name}</h2>${sentence}${link}\n${table}`,
    },
    ...letters.map((letter) => ({ path: pathOf(board, letter), title: letter.title, main: letterMain(letter) })),
    ...(statistics ? [statistics] : []),
  ]
}

function lettersOf(board: BoardPlan, today: LocalDate): readonly Letter[] {
  return writeLetters(
    board.letters.map(([received, answered]) => ({
      received: ago(today, received),
      answered: answered === null ? null : ago(today, answered),
    })),
  )
}

function pathOf(board: BoardPlan, letter: Letter): string {
  return `${board.folder}l${letter.number}.html`
}

function statisticsPage(board: BoardPlan, today: LocalDate): PageParts | undefined {
  switch (board.statistics) {
    case 'table':
      return { path: `${board.folder}tjsj.html`, title: '数据统计', main: `<h2>留言办理数据统计</h2>${statisticsTable(UNITS)}` }
    case 'article': {
      const [year = '', month = ''] = ago(today, 35).split('-')
      const period = `${year}年${Number(month)}月`
      const title = `${period}留言办理情况统计`
      const main = `<h1>${title}</h1><div>发布时间：${chinese(ago(today, 3))}</div>${statisticsArticle(period, COUNTS)}`
      return { path: `${board.folder}tj${year}${month}.html`, title, main }
    }
    case 'script':
      return { path: `${board.folder}tjsj.html`, title: '数据统计', main: filledByScript() }
    case 'sentence':
    case 'none':
      return undefined
  }
}

function filledByScript(): string {
  const spans = Object.entries({ received: '来信总数', accepted: '受理总数', finished: '办结总数', pending: '待办总数' })
  return `<h2>来信统计</h2><div class="tongji">${spans.map(([key, label]) => `${label}<span id="n_${key}"></span>件`).join('　')}</div><script>
var request = new XMLHttpRequest();
request.open('GET', '${COUNTS_PATH}');
request.onload = function () { var data = JSON.parse(request.responseText); for (var key in data) document.getElementById('n_' + key).textContent = data[key] };
request.send();
</script>`
}
