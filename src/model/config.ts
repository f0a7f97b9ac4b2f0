import type { Rubric } from './rubric.ts'
import type { CalendarData, ColumnRules, Patterns, Settings } from './settings.ts'
import type { Site } from './site.ts'

/** Everything that was configured, as one value; a run stores it, so that a later judgement can say what differs. */
export interface Config {
  readonly sites: readonly Site[]
  readonly settings: Settings
  readonly rubrics: readonly Rubric[]
  readonly columns: ColumnRules
  readonly calendar: CalendarData
  readonly patterns: Patterns
}

/** One thing wrong in what a person wrote: where it is, what was expected, what came, and what to do. */
export interface Problem {
  readonly file: string
  /** 1 for the first line (or row of a sheet); absent when the whole file is meant. */
  readonly line?: number
  /** Key or column, such as `resolver.servers[0]` or `home`. */
  readonly at?: string
  readonly expected: string
  readonly got: string
  readonly fix?: string
}

/** A user's mistake: everything that is wrong, at once. The command line prints it and exits 2. */
export class UserError extends Error {
  readonly problems: readonly Problem[]

  constructor(message: string, problems: readonly Problem[] = []) {
    super(message)
    this.name = 'UserError'
    this.problems = problems
  }
}
