import type { CheckDefinition, CheckOptions } from '../model/check.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Finding, RecordedFinding } from '../model/finding.ts'
import type { Log } from '../model/log.ts'
import type { Rubric } from '../model/rubric.ts'
import type { Site } from '../model/site.ts'
import type { Calendar, Instant } from '../model/time.ts'

export interface Judging {
  readonly site: Site
  readonly evidence: Evidence
  readonly checks: readonly CheckDefinition[]
  /** Whose options override the checks' own. */
  readonly rubric: Rubric | undefined
  readonly calendar: Calendar
  /** The moment judged. */
  readonly asOf: Instant
  readonly log: Log
}

/** What every check says of the site, whether or not a rubric counts it. Each check gives at least one finding: a bug of ours is a doubt by name. */
export function judge(judging: Judging): RecordedFinding[] {
  return judging.checks.flatMap((check) =>
    runCheck(check, judging).map((finding) => ({ ...finding, site: judging.site.code, check: check.id })),
  )
}

function runCheck(check: CheckDefinition, { site, evidence, rubric, calendar, asOf, log }: Judging): readonly Finding[] {
  try {
    const options = { ...check.options, ...overrides(check, rubric) }
    const findings = check.run(evidence, { site, asOf, calendar, options })
    if (findings.length > 0) return findings
    log.error({ site: site.code, check: check.id }, 'a check said nothing')
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.error({ site: site.code, check: check.id, detail }, 'a check crashed')
  }
  return [{ verdict: 'inconclusive', because: 'check-crashed', subject: site.home, says: `检查项“${check.title}”运行出错，未能得出结论。` }]
}

/** Of the first indicator that asks this check with options of its own, those that the check knows. */
function overrides(check: CheckDefinition, rubric: Rubric | undefined): CheckOptions {
  const indicators = rubric?.parts.flatMap((part) => part.indicators) ?? []
  const given = indicators.find((indicator) => indicator.check === check.id && indicator.options !== undefined)?.options ?? {}
  const options: Record<string, CheckOptions[string]> = {}
  for (const [name, value] of Object.entries(given)) {
    if (Object.hasOwn(check.options, name) && isOption(value)) options[name] = value
  }
  return options
}

function isOption(value: unknown): value is CheckOptions[string] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return true
  if (Array.isArray(value)) return value.every((part) => typeof part === 'string')
  return typeof value === 'object' && value !== null && Object.values(value).every((part) => typeof part === 'number')
}
