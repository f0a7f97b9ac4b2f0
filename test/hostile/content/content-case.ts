import type { Finding } from '../../../src/model/finding.ts'
import type { HostileCase } from '../hostile-case.ts'
import type { Answer } from './judge-page.ts'

/** A hostile page of a column that a person registered; its verdict is what is found about that column. */
export interface ContentCase extends HostileCase {
  readonly verdict: Finding['verdict']
  /** The page, `n` times as bad. */
  readonly page: (n: number) => string | Uint8Array | Answer
  /** How bad it takes to be measurable: reading it at twice this must take no more than thrice as long. Absent: the case is about bytes, not size. */
  readonly n?: number
}

export const HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>人事信息</title></head><body>'
export const END = '</body></html>'
/** What a visitor comes for. */
export const ROWS = `<ul class="list">${Array.from({ length: 12 }, (_, row) => `<li><a href="/rsxx/${row}.html">关于第${row + 1}批任职的人事通知</a><span>2026-03-05</span></li>`).join('')}</ul>`

/** `count` pieces, one after the other. */
export function times(count: number, piece: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => piece(index)).join('')
}

/** The flood behind the list. */
export const behind = (flood: string): string => HEAD + ROWS + flood + END

/** The flood in front of the list, none of it closed. */
export const before = (flood: string): string => HEAD + flood + ROWS + END

export function answerOf(page: string | Uint8Array | Answer): Answer {
  if (typeof page === 'string') return { bytes: Buffer.from(page) }
  return 'bytes' in page ? page : { bytes: page }
}

/** Nothing is held against anybody, and the list is read as if nothing were there. */
export const READ = { verdict: 'pass', blame: 'nobody' } as const
/** Nothing is held against anybody, because not all of it could be read. */
export const DOUBT = { verdict: 'inconclusive', blame: 'nobody' } as const
