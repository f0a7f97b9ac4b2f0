import { expect, test } from 'vitest'
import type { CheckDefinition, CheckOptions } from '../../src/model/check.ts'
import type { Evidence, EvidenceKind } from '../../src/model/evidence.ts'
import type { Finding, NonEmpty, Verdict } from '../../src/model/finding.ts'
import type { Site } from '../../src/model/site.ts'
import type { Calendar, Instant } from '../../src/model/time.ts'
import { AS_OF, evidenceOf, SITE } from './evidence-of.ts'

export interface Case {
  readonly name: string
  /** What differs from an empty visit. */
  readonly evidence: Partial<Evidence>
  readonly site?: Partial<Site>
  readonly asOf?: Instant
  readonly calendar?: Calendar
  readonly options?: CheckOptions
  /** Each finding, as far as it matters. */
  readonly finds: readonly (Partial<Finding> & { readonly because?: string })[]
}

const EVERY_DAY: Calendar = { isWorkingDay: (day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) }

/** Runs a check over its cases. A check is not tested until it has passed, failed and doubted, but for one that by its rule never accuses. */
export function testCheck<Kind extends EvidenceKind, Options extends CheckOptions>(
  check: CheckDefinition<Kind, Options>,
  cases: Record<'pass' | 'inconclusive', NonEmpty<Case>> & {
    readonly 'fail': NonEmpty<Case> | 'never accuses'
    readonly 'not-applicable'?: NonEmpty<Case>
  },
): void {
  for (const [verdict, list] of Object.entries(cases)) {
    if (typeof list === 'string') continue
    for (const one of list) test(`${check.id} ${verdict}: ${one.name}`, () => tryCase(check, verdict, one))
  }
  test(`${check.id} says something, and accuses nobody, over an empty visit`, () => {
    const found = run(check, { name: 'empty', evidence: {}, finds: [{}] })
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter(({ verdict }) => verdict === 'fail' || verdict === 'pass')).toEqual([])
  })
}

function tryCase<Kind extends EvidenceKind, Options extends CheckOptions>(
  check: CheckDefinition<Kind, Options>,
  verdict: string,
  one: Case,
): void {
  const found = run(check, one)
  expect(found).toMatchObject([...one.finds])
  const verdicts: readonly Verdict[] = found.map((finding) => finding.verdict)
  expect(verdicts).toContain(verdict)
  for (const finding of found) {
    expect(finding.says).toMatch(/[\u4e00-\u9fff].*。$/s)
    if (finding.verdict === 'fail' || finding.verdict === 'pass') expect(finding.evidence.length).toBeGreaterThan(0)
  }
}

/** Hands over only what the check says it needs: reading more throws. */
function run<Kind extends EvidenceKind, Options extends CheckOptions>(
  check: CheckDefinition<Kind, Options>,
  one: Case,
): readonly Finding[] {
  const needed: ReadonlySet<string> = new Set(check.needs)
  const evidence = new Proxy(evidenceOf(one.evidence), {
    get: (target, key) => {
      if (typeof key === 'string' && key in target && !needed.has(key)) throw new Error(`${check.id} reads ${key} without needing it`)
      return Reflect.get(target, key)
    },
  })
  return check.run(evidence, {
    site: { ...SITE, ...one.site },
    asOf: one.asOf ?? AS_OF,
    calendar: one.calendar ?? EVERY_DAY,
    options: { ...check.options, ...one.options },
  })
}
