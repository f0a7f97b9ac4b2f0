import type { Basis } from '../model/basis.ts'
import type { CaptureId, Picture, PictureCapture } from '../model/capture.ts'
import type { CheckDefinition } from '../model/check.ts'
import type { FindingCost } from '../model/cost.ts'
import type { RecordedFinding } from '../model/finding.ts'
import type { Indicator } from '../model/rubric.ts'
import type { Site } from '../model/site.ts'
import type { Cited } from './cited.ts'
import { doubtView } from './doubt-view.ts'
import { evidenceItem } from './evidence-item.ts'
import { plainLine } from './plain.ts'
import { sightingOf } from './sighting.ts'
import type { Conclusion, PictureBody, PictureView, ProblemRow } from './site-view.ts'

/** What rows are made of, besides the costs. */
export interface RowMatter {
  readonly site: Site
  /** By id. */
  readonly indicators: ReadonlyMap<string, Indicator>
  /** By id. */
  readonly checks: ReadonlyMap<string, Pick<CheckDefinition, 'title' | 'basis'>>
  readonly cited: ReadonlyMap<CaptureId, Cited>
  readonly pictures: readonly PictureCapture[]
}

/** A row of a problem, and the ids of the indicators that count it. */
export interface CountedRow {
  readonly row: ProblemRow
  readonly indicators: readonly string[]
}

/** The findings as evaluators list them: vetoes first, then what costs most for certain, then what may veto, then what may cost most; else as they came. */
export function problemRows(costs: readonly FindingCost[], matter: RowMatter): CountedRow[] {
  const pictures = picturesBySubject(matter.pictures)
  const place = anchorPlace(matter.site.code)
  return [...costs].sort(heavier).map((cost, index) => ({
    row: rowOf(cost, `f-${place}-${index + 1}`, matter, pictures.get(subjectKey(cost.finding)) ?? null),
    indicators: cost.indicators,
  }))
}

function heavier(a: FindingCost, b: FindingCost): number {
  return Number(b.veto) - Number(a.veto) || b.certain - a.certain || Number(b.mayVeto) - Number(a.mayVeto) || b.atRisk - a.atRisk
}

/** Different codes give different names, whatever characters they hold. */
function anchorPlace(code: string): string {
  return code.replace(/[^A-Za-z0-9]/gu, (character) => `-${(character.codePointAt(0) ?? 0).toString(16)}-`)
}

function rowOf(cost: FindingCost, anchor: string, matter: RowMatter, picture: PictureView | null): ProblemRow {
  const { finding } = cost
  const { site } = matter
  const cited = (finding.evidence ?? []).map((id) => ({ id, cited: matter.cited.get(id) }))
  return {
    anchor,
    site: { code: plainLine(site.code), name: plainLine(site.name), owner: plainLine(site.owner.name) },
    check: finding.check,
    ...standing(cost, matter),
    verdict: finding.verdict === 'fail' ? 'fail' : 'inconclusive',
    conclusion: conclusionOf(finding),
    says: plainLine(finding.says),
    doubt: finding.verdict === 'inconclusive' ? doubtView(finding.because) : null,
    subject: plainLine(finding.subject),
    measured: finding.measured ? { ...finding.measured, threshold: finding.measured.threshold ?? null } : null,
    ...sightingOf(
      finding,
      cited.flatMap((one) => one.cited ?? []),
    ),
    stands: finding.stands ?? 1,
    veto: cost.veto,
    deduction: cost.certain,
    atRisk: cost.atRisk,
    evidence: cited.map((one) => evidenceItem(one.id, one.cited)),
    picture,
  }
}

/** Name and rule of the indicator that counts the finding first, or else of its check. */
function standing(
  { finding, indicators: [first] }: FindingCost,
  { indicators, checks }: RowMatter,
): Pick<ProblemRow, 'indicator' | 'basis'> {
  const by: { title: string; basis: Basis } | undefined =
    (first === undefined ? undefined : indicators.get(first)) ?? checks.get(finding.check)
  if (!by) return { indicator: finding.check, basis: { document: '', clause: '' } }
  return { indicator: by.title, basis: { document: by.basis.document, clause: by.basis.clause } }
}

function conclusionOf(finding: RecordedFinding): Conclusion {
  if (finding.verdict !== 'inconclusive') return 'certain'
  return finding.because === 'suspected' ? 'suspected' : 'unchecked'
}

function picturesBySubject(pictures: readonly PictureCapture[]): Map<string, PictureView> {
  const views = new Map<string, PictureView>()
  for (const { id, url, takenAt, shows, outcome } of pictures) {
    if (outcome.kind === 'failed') continue
    const { detail, page } = outcome
    const view = { capture: id, url: plainLine(url), takenAt, detail: bodyOf(detail), page: bodyOf(page) }
    // The number n on a picture is the nth of what it shows.
    for (const [index, shown] of shows.entries()) views.set(subjectKey(shown), { ...view, mark: index + 1 })
  }
  return views
}

function bodyOf({ body, type, width, height }: Picture): PictureBody {
  return { sha256: body.sha256, type, width, height }
}

const subjectKey = ({ check, subject }: { readonly check: string; readonly subject: string }): string => JSON.stringify([check, subject])
