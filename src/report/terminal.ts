import { clip, columns } from './plain.ts'
import type { LeagueRow, LeagueTable, LeagueView } from './view.ts'
import { GRADES, rangeText, VETOES } from './words.ts'

const EXAMPLE_CELLS = 96

/** The league tables, the worst findings and where the evidence lies, as lines of plain text. */
export function leagueTable(view: LeagueView, options: { readonly colour?: boolean } = {}): string {
  const strong = (text: string) => (options.colour ? `\u001b[1m${text}\u001b[22m` : text)
  const sections = [
    ...view.tables.map((table) => [strong(`${table.title}（满分 ${table.full} 分）`), ...tableLines(table)]),
    worstLines(view, strong),
    doubtLines(view, strong),
    [...notes(view), `证据：${view.where}`],
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function tableLines({ parts, rows }: LeagueTable): string[] {
  const head = ['名次', '网站', '总分', ...parts, '等级', '否决', '问题', '存疑']
  const number = 'right' as const
  const sides = [number, 'left' as const, number, ...parts.map(() => number), 'left' as const, 'left' as const, number, number]
  return columns([head, ...rows.map(cells)], sides)
}

function cells(row: LeagueRow): string[] {
  const rank = row.best === row.worst ? String(row.best) : `${row.best}–${row.worst}`
  const scores = [row.total, ...row.parts].map(rangeText)
  return [rank, clip(row.name, 40), ...scores, GRADES[row.grade], VETOES[row.vetoed], String(row.failures), String(row.doubts)]
}

function worstLines({ worst, tables }: LeagueView, strong: (text: string) => string): string[] {
  if (worst.length === 0) return tables.length > 0 ? ['没有可以认定的问题。'] : []
  const lines = worst.flatMap(({ name, title, veto, lost, count, example, evidence }, index) => {
    const weight = [veto ? '单项否决' : '', lost > 0 ? `扣 ${lost.toFixed(2)} 分` : '', count > 1 ? `${count} 处` : '']
      .filter((text) => text !== '')
      .join('，')
    return [
      `${String(index + 1).padStart(2)}. ${clip(name, 40)}　${title}${weight === '' ? '' : `（${weight}）`}`,
      `    ${clip(example, EXAMPLE_CELLS)}${evidence === '' ? '' : ` [${evidence.slice(0, 12)}]`}`,
    ]
  })
  return [strong('最严重的问题'), ...lines]
}

function doubtLines({ doubts }: LeagueView, strong: (text: string) => string): string[] {
  if (doubts.length === 0) return []
  const rows = doubts.map(({ label, remedy, findings, sites }) => [`${findings} 项`, `${sites} 个网站`, label, remedy])
  return [strong('存疑事项与处理办法'), ...columns(rows, ['right', 'right', 'left', 'left']).map((line) => `  ${line}`)]
}

function notes({ run, tables }: LeagueView): string[] {
  const open = tables.some(({ rows }) => rows.some(({ best, worst }) => best !== worst))
  return [
    ...(open ? ['总分为范围的，低值按存疑事项全部不利计，高值按全部有利计；范围重叠的网站不排先后，名次以区间表示。'] : []),
    `检查批次 ${run.id}，${moment(run.startedAt)} 开始${run.finishedAt === null ? '，尚未结束' : `，${moment(run.finishedAt)} 结束`}。`,
  ]
}

const moment = (instant: string): string => instant.slice(0, 16).replace('T', ' ')
