import { type Instant, instantOf, millisOf } from '../../model/time.ts'
import { UNSEEN } from '../plain.ts'
import type { Format, Tone } from './styles.ts'

/** One cell, formatted for no file: a workbook makes a typed cell of it, a CSV file its text. */
export type Cell = TextCell | NumberCell | MomentCell

export interface TextCell {
  readonly kind: 'text'
  readonly text: string
  readonly format: Format
  readonly tone: Tone
  readonly link: Link | null
}

export interface NumberCell {
  readonly kind: 'number'
  readonly value: number
  readonly format: Format
  readonly tone: Tone
}

export interface MomentCell {
  readonly kind: 'moment'
  readonly at: Instant
  readonly format: Format
  readonly tone: Tone
}

/** Where a cell leads: a file or address, and a place in it. */
export interface Link {
  readonly target: string
  readonly place: string | null
}

/** What Excel takes into one cell, in UTF-16 units. */
const LONGEST = 32_767
const CUT = '……（过长，已截断）'
/** What XML 1.0 cannot say. A carriage return is left to the next rule, half a surrogate pair to `toWellFormed`. */
const UNSAYABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

/** A text as a cell may hold it: what no XML can say is shown as U+FFFD, what nobody would see is left out, lines end in LF, and what is too long is cut visibly. */
export function text(value: string | null, given: { format?: Format; tone?: Tone; link?: Link | null } = {}): TextCell {
  const { format = 'text', tone = 'plain', link = null } = given
  return { kind: 'text', text: cellText(value ?? ''), format, tone, link }
}

/** A number, or an empty cell for null and for what is none. */
export function number(value: number | null, format: Format, tone: Tone = 'plain'): Cell {
  return value === null || !Number.isFinite(value) ? text('', { format, tone }) : { kind: 'number', value, format, tone }
}

/** A date and time, or an empty cell for null. */
export function moment(at: Instant | null, format: 'moment' | 'leftMoment' = 'moment'): Cell {
  return at === null ? text('', { format }) : { kind: 'moment', at, format, tone: 'plain' }
}

/** `2026-03-01 10:00:00`, on the wall clock of Beijing. */
export function wallClock(at: Instant): string {
  return instantOf(millisOf(at)).slice(0, 19).replace('T', ' ')
}

function cellText(value: string): string {
  const sound = value.toWellFormed().replace(/\r\n?/g, '\n').replace(UNSAYABLE, '\ufffd').replace(UNSEEN, '')
  // A pair that the cut would halve goes whole.
  return sound.length <= LONGEST ? sound : sound.slice(0, LONGEST - CUT.length).replace(/[\ud800-\udbff]$/, '') + CUT
}
