import type { RunView } from '../run-view.ts'

/** The runs that a notice compares with; either may be missing, and then nothing is said. */
export interface Earlier {
  /** 环比: the run before. */
  readonly previous: RunView | null
  /** 同比: a run about a year earlier. */
  readonly lastYear: RunView | null
}

export interface Change {
  /** Sites that both runs looked at; every number here counts these alone. */
  readonly common: number
  /** Sites of one run that the other does not have. */
  readonly added: number
  readonly gone: number
  /** The points tables are the same, so that grades may be compared. */
  readonly sameTables: boolean
  readonly before: Counts
  readonly after: Counts
}

export interface Counts {
  readonly failures: number
  readonly doubts: number
  readonly good: number
  readonly insufficient: number
  readonly vetoed: number
}

/** What changed between two runs, over the sites common to both; null when they have none in common. */
export function changeBetween(then: RunView, now: RunView): Change | null {
  const [before, after] = [byCode(then), byCode(now)]
  const common = [...after.keys()].filter((code) => before.has(code))
  if (common.length === 0) return null
  const rubric = (sites: ReturnType<typeof byCode>, code: string) => sites.get(code)?.rubric
  return {
    common: common.length,
    added: after.size - common.length,
    gone: before.size - common.length,
    sameTables: common.every((code) => rubric(before, code) === rubric(after, code)),
    before: countsOf(before, common),
    after: countsOf(after, common),
  }
}

function byCode({ sites, league }: RunView) {
  const rows = new Map(league.tables.flatMap((table) => table.rows.map((row) => [row.code, row])))
  return new Map(
    sites.flatMap(({ code, score }) => {
      const row = rows.get(code)
      return row ? [[code, { row, rubric: score?.rubric ?? null }] as const] : []
    }),
  )
}

function countsOf(sites: ReturnType<typeof byCode>, codes: readonly string[]): Counts {
  const rows = codes.flatMap((code) => sites.get(code)?.row ?? [])
  return {
    failures: rows.reduce((all, { failures }) => all + failures, 0),
    doubts: rows.reduce((all, { doubts }) => all + doubts, 0),
    good: rows.filter(({ grade }) => grade === 'good').length,
    insufficient: rows.filter(({ grade }) => grade === 'insufficient').length,
    vetoed: rows.filter(({ vetoed }) => vetoed === 'yes').length,
  }
}
