/** What the site holds, drawn from one seed: every number below is the same on every machine. */
export interface Plan {
  readonly columns: readonly string[]
  readonly articles: readonly string[]
  /** Attachments and images that exist. */
  readonly files: readonly string[]
  /** Paths that are broken, by the way in which they are. */
  readonly broken: Readonly<Record<BrokenWay, readonly string[]>>
}

export const BROKEN_WAYS = ['missing-page', 'missing-file', 'gone', 'error', 'unavailable', 'loop', 'leads-to-missing', 'refused'] as const
export type BrokenWay = (typeof BROKEN_WAYS)[number]

const COLUMNS = 200
const ARTICLES = 2799
const FILES = 956
/** Forty-four in all. */
const BROKEN: Readonly<Record<BrokenWay, number>> = {
  'missing-page': 12,
  'missing-file': 8,
  gone: 4,
  error: 4,
  unavailable: 4,
  loop: 4,
  'leads-to-missing': 4,
  refused: 4,
}

export function createPlan(): Plan {
  const number = (index: number, width = 4) => String(index).padStart(width, '0')
  const columns = Array.from({ length: COLUMNS }, (_, index) => `/${folderOf(index)}/lm${number(index)}/index.html`)
  const articles = Array.from({ length: ARTICLES }, (_, index) => {
    const column = columns[index % COLUMNS] ?? ''
    return `${column.slice(0, column.lastIndexOf('/'))}/2026${number((index % 11) + 1, 2)}/t20261101_${90_000 + index}.html`
  })
  const files = Array.from({ length: FILES }, (_, index) => filePath(index, number(index)))
  const broken = Object.fromEntries(
    BROKEN_WAYS.map((way) => [way, Array.from({ length: BROKEN[way] }, (_, index) => brokenPath(way, number(index, 2)))]),
  ) as Record<BrokenWay, string[]>
  return { columns, articles, files, broken }
}

function folderOf(index: number): string {
  return ['zwgk', 'xwzx', 'hdjl', 'bmfw', 'zfxxgk', 'ztzl'][index % 6] ?? 'zwgk'
}

function filePath(index: number, number: string): string {
  if (index % 12 === 0) return `/images/${number}.png`
  return index % 9 === 0 ? `/files/附件 ${number}.pdf` : `/files/P0202611${number}.${['pdf', 'doc', 'xls', 'zip'][index % 4]}`
}

function brokenPath(way: BrokenWay, number: string): string {
  return `/broken/${way}/${number}.${way === 'missing-file' ? 'pdf' : 'html'}`
}

/** Numbers that look drawn by chance and are the same in every run. */
export function createDraw(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
