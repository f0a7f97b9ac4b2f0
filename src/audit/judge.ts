import type { CheckDefinition, CheckOptions } from '../model/check.ts'
import type { Evidence, EvidenceKind, Impostor } from '../model/evidence.ts'
import type { Finding, RecordedFinding } from '../model/finding.ts'
import { doubt } from '../model/judging.ts'
import type { Log } from '../model/log.ts'
import type { Rubric } from '../model/rubric.ts'
import type { Site } from '../model/site.ts'
import type { Calendar, Instant } from '../model/time.ts'

/** Evidence that does not come from the visit. */
const NOT_SEEN_ON_A_VISIT: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>(['tickets', 'availability'])

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

function runCheck(check: CheckDefinition, judging: Judging): readonly Finding[] {
  const { impostor } = judging.evidence.vantage
  const seen = impostor && check.needs.some((kind) => !NOT_SEEN_ON_A_VISIT.has(kind))
  return seen ? [inAnothersName(check, judging.site, impostor)] : ask(check, judging)
}

/** What was seen is not the site's, so it neither accuses nor acquits. */
function inAnothersName({ title }: CheckDefinition, { home }: Site, { canary, pages }: Impostor): Finding {
  const says = `检查点的网络以他人页面代替网站应答（${pages[0]?.url} 与 ${canary.url} 的应答相同，可能是上网认证页面），检查项“${title}”的结果作废。`
  return doubt('our-failure', { subject: home, says }, [canary.id, ...pages.map(({ id }) => id)])
}

function ask(check: CheckDefinition, { site, evidence, rubric, calendar, asOf, log }: Judging): readonly Finding[] {
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
