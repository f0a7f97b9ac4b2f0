import { plainLine } from '../plain.ts'
import type { RunView, SiteCard } from '../run-view.ts'
import type { LeagueRow } from '../view.ts'
import { GRADES, kindName, VETOES } from '../words.ts'
import { type Cell, number, text } from './cell.ts'
import { points } from './finding-row.ts'
import { printed } from './print.ts'
import type { Column, Row, Sheet } from './sheet.ts'

const BEFORE: readonly Column[] = [
  { head: '类别', width: 10 },
  { head: '名次', width: 8 },
  { head: '标识码', width: 13 },
  { head: '网站名称', width: 26 },
  { head: '主办单位', width: 26 },
  { head: '满分', width: 9 },
  { head: '总分低值', width: 9 },
  { head: '总分高值', width: 9 },
]
const AFTER: readonly Column[] = [
  { head: '等级', width: 9 },
  { head: '单项否决', width: 9 },
  { head: '问题数', width: 8 },
  { head: '存疑数', width: 8 },
]

/** 总表: one row a site, in the order of the league tables; sites without a score stand last. `parts` are the titles of all sub-scores. */
export function overallSheet(run: RunView, parts: readonly string[]): Sheet {
  const bounds = parts.flatMap((part) => [`${part}低值`, `${part}高值`].map((head) => ({ head, width: 12 })))
  return {
    name: '总表',
    columns: [...BEFORE, ...bounds, ...AFTER],
    rows: rowsOf(run, parts),
    frozen: 4,
    filtered: true,
    print: printed(run, '政府网站考核评分表（总表）', 1),
  }
}

async function* rowsOf({ league, sites }: RunView, parts: readonly string[]): AsyncGenerator<Row> {
  // The league tables name sites as harmless lines.
  const cards = new Map(sites.map((card) => [plainLine(card.code), card]))
  const ranked = new Set<SiteCard>()
  for (const table of league.tables) {
    for (const row of table.rows) {
      const card = cards.get(row.code)
      if (card) ranked.add(card)
      yield { cells: scoredCells(row, card, { full: table.full, parts: parts.map((part) => table.parts.indexOf(part)) }) }
    }
  }
  for (const card of sites) if (!ranked.has(card)) yield { cells: unscoredCells(card, BEFORE.length + parts.length * 2 + AFTER.length) }
}

function scoredCells(row: LeagueRow, card: SiteCard | undefined, table: { full: number; parts: readonly number[] }): Cell[] {
  const { best, worst, code, name, total, vetoed, grade, failures, doubts } = row
  return [
    text(card ? kindName(card.owner.kind) : '', { format: 'centre' }),
    best === worst ? number(best, 'centre') : text(`${best}–${worst}`, { format: 'centre' }),
    text(code),
    text(name),
    text(card?.owner.name ?? ''),
    ...[table.full, total.low, total.high].map((value) => number(points(value), 'points')),
    ...table.parts.flatMap((at) => {
      const part = row.parts[at]
      return [part?.low ?? null, part?.high ?? null].map((value) => number(value === null ? null : points(value), 'points'))
    }),
    text(GRADES[grade], { format: 'centre' }),
    text(VETOES[vetoed], { format: 'centre' }),
    number(failures, 'whole'),
    number(doubts, 'whole'),
  ]
}

function unscoredCells({ code, name, owner }: SiteCard, width: number): Cell[] {
  const known = [
    text(kindName(owner.kind), { format: 'centre' }),
    text('未评分', { format: 'centre' }),
    text(code),
    text(name),
    text(owner.name),
  ]
  return [...known, ...Array.from({ length: width - known.length }, () => text(''))]
}
