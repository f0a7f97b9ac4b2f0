import type { RecordedFinding } from '../model/finding.ts'
import type { Score, SiteScore, Vetoed } from '../model/rubric.ts'

/** One finding that another judgement of the same evidence has, lacks, or says otherwise. */
export interface FindingChange {
  readonly change: 'added' | 'removed' | 'changed'
  readonly check: string
  readonly subject: string
  readonly before: RecordedFinding | null
  readonly after: RecordedFinding | null
}

export interface ScoreChange {
  readonly rubric: string
  /** `total`, or the id of a part or an indicator. */
  readonly id: string
  readonly title: string
  readonly before: Standing | null
  readonly after: Standing | null
}

export interface Standing {
  readonly score: Score
  readonly vetoed: Vetoed
}

/** Finding by finding: matched by site, check and subject; the captures cited do not count. In the order of `before`, then what is new. */
export function compareFindings(before: readonly RecordedFinding[], after: readonly RecordedFinding[]): FindingChange[] {
  const old = Map.groupBy(before, keyOf)
  const now = Map.groupBy(after, keyOf)
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => pairUp(old.get(key) ?? [], now.get(key) ?? []))
}

const keyOf = ({ site, check, subject }: RecordedFinding): string => JSON.stringify([site, check, subject])

/** Several findings on one subject are told apart by what they say. */
function pairUp(before: readonly RecordedFinding[], after: readonly RecordedFinding[]): FindingChange[] {
  const fresh = [...after]
  const gone = before.filter((finding) => {
    const same = fresh.findIndex((other) => meaning(other) === meaning(finding))
    if (same >= 0) fresh.splice(same, 1)
    return same < 0
  })
  const changes: FindingChange[] = []
  for (let index = 0; index < Math.max(gone.length, fresh.length); index += 1) {
    const [was, is] = [gone[index] ?? null, fresh[index] ?? null]
    const about = is ?? was
    if (!about) continue
    const change = was === null ? 'added' : is === null ? 'removed' : 'changed'
    changes.push({ change, check: about.check, subject: about.subject, before: was, after: is })
  }
  return changes
}

function meaning(finding: RecordedFinding): string {
  const { verdict, says, measured, stands } = finding
  const because = finding.verdict === 'inconclusive' ? finding.because : null
  return JSON.stringify([verdict, because, says, measured?.value, measured?.unit, measured?.threshold, stands ?? 1])
}

/** Points by points: total, parts and indicators whose range or veto differs. Versions of one rubric are compared with each other. */
export function compareScores(before: readonly SiteScore[], after: readonly SiteScore[]): ScoreChange[] {
  const old = new Map(before.map((score) => [`${score.site} ${nameOf(score)}`, score]))
  const now = new Map(after.map((score) => [`${score.site} ${nameOf(score)}`, score]))
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => compareOne(old.get(key), now.get(key)))
}

const nameOf = ({ rubric }: SiteScore): string => rubric.split('@')[0] ?? rubric

function compareOne(before: SiteScore | undefined, after: SiteScore | undefined): ScoreChange[] {
  const rubric = after?.rubric ?? before?.rubric ?? ''
  const [was, is] = [standings(before), standings(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((id) => {
    const [old, now] = [was.get(id), is.get(id)]
    if (old && now && same(old, now)) return []
    const bare = (one: (Standing & { title: string }) | undefined) => (one ? { score: one.score, vetoed: one.vetoed } : null)
    return [{ rubric, id, title: now?.title ?? old?.title ?? id, before: bare(old), after: bare(now) }]
  })
}

function standings(score: SiteScore | undefined): Map<string, Standing & { readonly title: string }> {
  if (!score) return new Map()
  return new Map([
    ['total', { title: '总分', score: score.total, vetoed: score.vetoed }],
    ...score.parts.map((part) => [part.id, { title: part.title, score: part.score, vetoed: 'no' as const }] as const),
    ...score.indicators.map(({ id, title, score: points, vetoed }) => [id, { title, score: points, vetoed }] as const),
  ])
}

const same = (a: Standing, b: Standing): boolean => a.score.low === b.score.low && a.score.high === b.score.high && a.vetoed === b.vetoed
