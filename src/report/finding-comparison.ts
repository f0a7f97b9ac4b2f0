import type { Measured, RecordedFinding } from '../model/finding.ts'

/** What became of one problem between two runs. `before` and `after` are null where the run says nothing of the subject by itself. */
export interface ProblemChange {
  readonly check: string
  readonly subject: string
  readonly before: RecordedFinding | null
  readonly after: RecordedFinding | null
}

export interface FindingComparison {
  /** Fails now and did not fail before, whether it passed, was in doubt or was not met. */
  readonly appeared: readonly ProblemChange[]
  /** Failed before and does not now, with nothing in doubt about it: it passes, or is not met any more. */
  readonly gone: readonly ProblemChange[]
  /** Failed before; now nobody can tell. `after` is null where the check was not asked. */
  readonly inDoubt: readonly ProblemChange[]
  /** Fails still, and less or more so. */
  readonly better: readonly ProblemChange[]
  readonly worse: readonly ProblemChange[]
  /** Fails as it did. */
  readonly same: number
}

/** In the order in which they are told. */
export const GROUPS = [
  { group: 'appeared', title: '新增' },
  { group: 'worse', title: '加重' },
  { group: 'inDoubt', title: '转为存疑' },
  { group: 'better', title: '减轻' },
  { group: 'gone', title: '消除' },
] as const satisfies readonly { group: Exclude<Group, 'same'>; title: string }[]

type Group = keyof FindingComparison

interface About {
  /** Subject of what is said of all at once. */
  readonly home: string
  /** Days from the one moment judged to the other; an age grows by as much on its own. */
  readonly days: number
}

/** Problem by problem, matched by check and subject. What the sentences say does not count: they name days, which differ every night. */
export function compareProblems(before: readonly RecordedFinding[], after: readonly RecordedFinding[], about: About): FindingComparison {
  const [old, now] = [new Night(before, about.home), new Night(after, about.home)]
  const groups: Record<Exclude<Group, 'same'>, ProblemChange[]> = { appeared: [], gone: [], inDoubt: [], better: [], worse: [] }
  let same = 0
  for (const [key, { check, subject }] of new Map([...old.bySubject, ...now.bySubject])) {
    const [was, is] = [old.stateOf(key, check), now.stateOf(key, check)]
    const group = groupOf(was, is, about.days)
    if (group === 'same') same += 1
    else if (group) groups[group].push({ check, subject, before: was.finding, after: is.finding })
  }
  return { ...groups, same }
}

function groupOf(was: State, is: State, days: number): Group | null {
  if (was.kind !== 'fail') return is.kind === 'fail' ? 'appeared' : null
  if (is.kind === 'fail') return degree(was.finding, is.finding, days)
  return is.kind === 'doubt' ? 'inDoubt' : 'gone'
}

type State =
  | { readonly kind: 'fail'; readonly finding: RecordedFinding }
  | { readonly kind: 'doubt' | 'sound'; readonly finding: RecordedFinding | null }

/** What one run says of each subject of a site, and of those that it does not name. */
class Night {
  readonly bySubject = new Map<string, RecordedFinding>()
  readonly #asked = new Set<string>()
  readonly #sweeping = new Map<string, RecordedFinding>()

  constructor(findings: readonly RecordedFinding[], home: string) {
    for (const finding of findings) {
      const { check, subject, verdict, stands = 1 } = finding
      const key = JSON.stringify([check, subject])
      const other = this.bySubject.get(key)
      if (!other || WEIGHT[verdict] > WEIGHT[other.verdict]) this.bySubject.set(key, finding)
      this.#asked.add(check)
      if (verdict === 'inconclusive' && (subject === home || stands > 1)) this.#sweeping.set(check, finding)
    }
  }

  /**
   * A subject that is not named is sound only where its check was asked, and has no doubt that speaks for more than its own subject: of the homepage, or of
   * several subjects at once.
   */
  stateOf(key: string, check: string): State {
    const finding = this.bySubject.get(key) ?? this.#sweeping.get(check)
    if (finding?.verdict === 'fail') return { kind: 'fail', finding }
    if (finding?.verdict === 'inconclusive') return { kind: 'doubt', finding }
    return { kind: this.#asked.has(check) ? 'sound' : 'doubt', finding: finding ?? null }
  }
}

/** Of several findings on one subject the gravest counts. */
const WEIGHT = { 'fail': 3, 'inconclusive': 2, 'pass': 1, 'not-applicable': 0 } as const

/** Whether a problem that goes on got less or more; where neither is certain it is the same. */
function degree(was: RecordedFinding, is: RecordedFinding, days: number): 'better' | 'worse' | 'same' {
  const more = excess(was.measured, is.measured, days) || Math.sign((is.stands ?? 1) - (was.stands ?? 1))
  if (more === 0) return 'same'
  return more > 0 ? 'worse' : 'better'
}

/** Above 0: measured further on the wrong side; below 0: nearer to the right one; 0: the same, or not to be told. */
function excess(was: Measured | undefined, is: Measured | undefined, days: number): number {
  if (!was || !is || was.unit !== is.unit || was.threshold !== is.threshold) return 0
  const more = is.value - was.value
  if (is.unit === 'day' || is.unit === 'working-day') {
    // Time alone makes an old thing older.
    const [least, most] = [Math.min(0, days), Math.max(0, days)]
    return more < least ? -1 : more > most ? 1 : 0
  }
  const { threshold } = is
  if (threshold === undefined || was.value >= threshold !== is.value >= threshold) return 0
  return Math.sign(more) * (is.value >= threshold ? 1 : -1)
}
