/** One aim of the bench, and what came of it. */
export interface Target {
  readonly what: string
  readonly wanted: string
  readonly got: string
  readonly reached: boolean
  /** Why it was missed, or what has to be known to read the figure. */
  readonly why?: string
}

export interface Table {
  readonly headings: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** What one job has to tell. */
export interface Section {
  readonly title: string
  /** What was done, in a paragraph. */
  readonly about: string
  readonly tables: readonly Table[]
  readonly notes: readonly string[]
  readonly targets: readonly Target[]
}

export interface BenchOptions {
  readonly rounds: number
  readonly peerRounds: number
  /** Smaller sizes, to see that everything works. */
  readonly quick: boolean
  readonly say: (text: string) => void
}

/** At most so much is wanted. */
export function atMost(what: string, got: number | null, limit: number, unit: string, why?: string): Target {
  const shown = got === null ? 'not measured' : `${round(got)}${unit}`
  return target(what, `at most ${limit}${unit}`, shown, got !== null && got <= limit, got === null || got <= limit ? undefined : why)
}

/** At least so much is wanted. */
export function atLeast(what: string, got: number | null, limit: number, unit: string, why?: string): Target {
  const shown = got === null ? 'not measured' : `${round(got)}${unit}`
  return target(what, `at least ${limit}${unit}`, shown, got !== null && got >= limit, got === null || got >= limit ? undefined : why)
}

export function target(what: string, wanted: string, got: string, reached: boolean, why?: string): Target {
  return { what, wanted, got, reached, ...(why === undefined ? {} : { why }) }
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** Three figures that count. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toFixed(digits)
}
