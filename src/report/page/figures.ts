import type { Score, SiteScore, Vetoed } from '../../model/rubric.ts'
import type { Instant } from '../../model/time.ts'
import { GRADES } from '../words.ts'
import { html, type Markup } from './html.ts'

/** What a bar is drawn on: 0 to `full`, with a line where a grade begins. */
export interface Scale {
  readonly full: number
  readonly lines: readonly { readonly at: number; readonly label: string }[]
}

/** `81.50–93.20`, or one number where nothing is open. */
export function points({ low, high }: Score): string {
  return low === high ? high.toFixed(2) : `${low.toFixed(2)}–${high.toFixed(2)}`
}

/** A number as short as it can be said: `5`, `0.85`. */
export function plainNumber(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** The score on its scale: a range is a bar from low to high, a single number a tick. Said in numbers beside it, so hidden from readers of text. */
export function bar(score: Score, { full, lines }: Scale): Markup {
  const at = (value: number) => (full > 0 ? `${plainNumber((Math.min(Math.max(value, 0), full) / full) * 100)}%` : '0%')
  const marks = lines.map((line) => html`<line class="line" x1="${at(line.at)}" x2="${at(line.at)}" y1="0" y2="16"/>`)
  const tick = (value: number) => html`<line class="end" x1="${at(value)}" x2="${at(value)}" y1="2" y2="14"/>`
  const range =
    score.low === score.high
      ? tick(score.high)
      : html`<rect class="range" x="${at(score.low)}" width="${at(score.high - score.low)}" y="4" height="8"/>${tick(score.low)}${tick(score.high)}`
  return html`<svg class="bar" aria-hidden="true" height="16"><rect class="track" y="7" width="100%" height="2"/>${marks}${range}</svg>`
}

/** Where the lines stand, in points; above a column of bars. */
export function axis({ full, lines }: Scale): Markup {
  const labels = lines.map(({ at }) => {
    const share = plainNumber(full > 0 ? (at / full) * 100 : 0)
    return html`<text x="${share}%" y="11" text-anchor="middle">${plainNumber(at)}</text>`
  })
  return html`<svg class="axis" aria-hidden="true" height="14"><text x="0" y="11">0</text>${labels}</svg>`
}

/** What the lines of a scale are, to be said beside it; empty where there is none. */
export function linesText({ lines }: Scale): string {
  return lines.length === 0 ? '' : `虚线为${lines.map(({ at, label }) => `${label} ${plainNumber(at)} 分`).join('、')}`
}

export function gradeBadge(grade: SiteScore['grade']): Markup {
  return html`<span class="badge ${grade}">${GRADES[grade]}</span>`
}

/** Nothing where there is no veto. */
export function vetoBadge(vetoed: Vetoed): Markup | null {
  if (vetoed === 'no') return null
  return vetoed === 'yes' ? html`<span class="badge veto">单项否决</span>` : html`<span class="badge open">否决待定</span>`
}

/** `3`, or `3–5` where doubts leave it open. */
export function places({ best, worst }: { readonly best: number; readonly worst: number }): string {
  return best === worst ? String(best) : `${best}–${worst}`
}

/** To the second, on the clock of Beijing, as people write it. */
export function moment(instant: Instant): string {
  return instant.slice(0, 19).replace('T', ' ')
}

/** `1,234` without asking the machine how it writes numbers. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}
