import type { Config } from '../model/config.ts'
import type { Rubric } from '../model/rubric.ts'
import type { Site } from '../model/site.ts'
import type { Run } from '../model/visit.ts'

/** One of the two runs, with all that decides how it was judged. */
export interface ComparedRun {
  readonly run: Run
  readonly config: Config
  /** `govsite 0.1.0`; null where the run was not sealed. */
  readonly program: string | null
}

/** What else differs between two runs than the sites themselves: to be read before any number. */
export interface RunDifferences {
  /** `id@version` of the rubrics of either run that the other does not have, or has with other contents. */
  readonly rubrics: { readonly before: readonly string[]; readonly after: readonly string[] } | null
  /** Names of parts such as `settings.limits` and `calendar`. */
  readonly settings: readonly string[]
  readonly programs: { readonly before: string | null; readonly after: string | null } | null
  /** Registered under the same code, but otherwise: another homepage, other pins. */
  readonly registered: readonly string[]
  /** Runs that have not ended. */
  readonly unfinished: readonly string[]
  /** The run given first is the later one. */
  readonly reversed: boolean
}

/** What besides the sites themselves could make two runs differ. */
export function runDifferences(before: ComparedRun, after: ComparedRun): RunDifferences {
  const [gone, come] = [without(before.config.rubrics, after.config.rubrics), without(after.config.rubrics, before.config.rubrics)]
  return {
    rubrics: gone.length + come.length > 0 ? { before: gone, after: come } : null,
    settings: settingsBetween(before.config, after.config),
    programs: before.program === after.program ? null : { before: before.program, after: after.program },
    registered: registeredOtherwise(before.config.sites, after.config.sites),
    unfinished: [before, after].filter(({ run }) => run.finishedAt === null).map(({ run }) => run.id),
    reversed: before.run.startedAt > after.run.startedAt,
  }
}

const nameOf = ({ id, version }: Pick<Rubric, 'id' | 'version'>): string => `${id}@${version}`

function without(rubrics: readonly Rubric[], others: readonly Rubric[]): string[] {
  const known = new Set(others.map(text))
  return rubrics.filter((rubric) => !known.has(text(rubric))).map(nameOf)
}

function settingsBetween(before: Config, after: Config): string[] {
  const parts = (['columns', 'calendar', 'patterns'] as const).filter((part) => text(before[part]) !== text(after[part]))
  const [old, now] = [new Map(Object.entries(before.settings)), new Map(Object.entries(after.settings))]
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort()
  return [...keys.filter((key) => text(old.get(key)) !== text(now.get(key))).map((key) => `settings.${key}`), ...parts]
}

function registeredOtherwise(before: readonly Site[], after: readonly Site[]): string[] {
  const old = new Map(before.map((site) => [site.code, text(site)]))
  return after.filter((site) => old.has(site.code) && old.get(site.code) !== text(site)).map(({ code }) => code)
}

/** The same for equal values, in whatever order their keys stand. */
function text(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ''
  )
}
