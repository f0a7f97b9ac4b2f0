import type { Rule } from '../../model/rubric.ts'
import type { SiteCode } from '../../model/site.ts'
import { type DoubtView, doubtView } from '../doubt-view.ts'
import type { IndicatorView, ProblemRow, SiteView } from '../site-view.ts'

/** What the sites of a run have in common: gathered while they pass by one at a time, so that a large run is never held at once. */
export interface Facts {
  /** What is established, by indicator: single vetoes first, mere notices last, then the more units the earlier. */
  readonly groups: readonly ProblemGroup[]
  /** What could not be judged, by reason; the most frequent first. */
  readonly doubts: readonly DoubtGroup[]
  /** Indicators that wait for a person's points. */
  readonly manual: readonly { readonly title: string; readonly sites: readonly string[] }[]
  /** Documents that the indicators rest on, the most used first. */
  readonly documents: readonly string[]
  /** Sites with established problems. */
  readonly units: number
  /** Sites to which no visit was made. */
  readonly unvisited: readonly string[]
}

export interface ProblemGroup {
  readonly indicator: string
  readonly rule: Rule['kind'] | null
  readonly basis: ProblemRow['basis']
  readonly units: readonly UnitProblems[]
}

export interface UnitProblems {
  readonly name: string
  readonly findings: number
  /** Subjects that the findings stand for: links, columns, messages. */
  readonly subjects: number
  readonly vetoed: boolean
  readonly evidence: readonly string[]
}

export interface DoubtGroup extends DoubtView {
  readonly findings: number
  /** Names by code. */
  readonly sites: ReadonlyMap<SiteCode, string>
  readonly evidence: readonly string[]
}

interface Gathered {
  readonly groups: Map<
    string,
    { readonly rule: Rule['kind'] | null; readonly basis: ProblemRow['basis']; readonly units: Map<SiteCode, UnitProblems> }
  >
  readonly doubts: Map<string, DoubtGroup>
  readonly manual: Map<string, readonly string[]>
  readonly documents: Map<string, number>
  readonly units: Set<SiteCode>
  readonly unvisited: string[]
}

/** Reads the sites once, in order. */
export async function factsOf(sites: AsyncIterable<SiteView> | Iterable<SiteView>): Promise<Facts> {
  const all: Gathered = { groups: new Map(), doubts: new Map(), manual: new Map(), documents: new Map(), units: new Set(), unvisited: [] }
  for await (const site of sites) {
    if (site.visit === null) all.unvisited.push(site.name)
    for (const indicator of site.indicators) addIndicator(all, indicator, site)
    for (const row of site.problems) {
      if (isEstablished(row)) addProblem(all, row, site)
      else addDoubt(all, row)
    }
  }
  return {
    groups: [...all.groups]
      .map(([indicator, group]) => ({ indicator, ...group, units: [...group.units.values()].sort(moreFirst) }))
      .sort(graverFirst),
    doubts: [...all.doubts.values()].sort((a, b) => b.findings - a.findings),
    manual: [...all.manual].map(([title, names]) => ({ title, sites: names })),
    documents: [...all.documents].sort((a, b) => b[1] - a[1]).map(([document]) => document),
    units: all.units.size,
    unvisited: all.unvisited,
  }
}

function addIndicator({ documents, manual }: Gathered, { title, basis, rule, score }: IndicatorView, site: SiteView): void {
  documents.set(basis.document, (documents.get(basis.document) ?? 0) + 1)
  if (rule.kind === 'manual' && score.low < score.high) manual.set(title, [...(manual.get(title) ?? []), site.name])
}

function addProblem({ groups, units }: Gathered, row: ProblemRow, site: SiteView): void {
  units.add(site.code)
  const group = groups.get(row.indicator) ?? { rule: ruleOf(row, site), basis: row.basis, units: new Map<SiteCode, UnitProblems>() }
  group.units.set(site.code, withRow(group.units.get(site.code), row))
  groups.set(row.indicator, group)
}

function addDoubt({ doubts }: Gathered, row: ProblemRow): void {
  const { label, remedy } = doubtOf(row)
  const group = doubts.get(label) ?? { label, remedy, findings: 0, sites: new Map<SiteCode, string>(), evidence: [] }
  doubts.set(label, {
    ...group,
    findings: group.findings + 1,
    sites: new Map(group.sites).set(row.site.code, row.site.name),
    evidence: [...group.evidence, ...row.evidence.map(({ id }) => id)],
  })
}

/** Why the row is not established. */
export function doubtOf({ doubt }: ProblemRow): DoubtView {
  return doubt ?? doubtView('suspected')
}

/** Only what fails for certain is held against anybody; everything else is a doubt. */
export function isEstablished({ verdict, conclusion }: ProblemRow): boolean {
  return verdict === 'fail' && conclusion === 'certain'
}

function ruleOf(row: ProblemRow, site: SiteView): Rule['kind'] | null {
  return site.indicators.find(({ problems }) => problems.includes(row.anchor))?.rule.kind ?? null
}

function withRow(unit: UnitProblems | undefined, row: ProblemRow): UnitProblems {
  return {
    name: row.site.name,
    findings: (unit?.findings ?? 0) + 1,
    subjects: (unit?.subjects ?? 0) + row.stands,
    vetoed: (unit?.vetoed ?? false) || row.veto,
    evidence: [...(unit?.evidence ?? []), ...row.evidence.map(({ id }) => id)],
  }
}

function moreFirst(a: UnitProblems, b: UnitProblems): number {
  return Number(b.vetoed) - Number(a.vetoed) || b.findings - a.findings || b.subjects - a.subjects
}

function graverFirst(a: ProblemGroup, b: ProblemGroup): number {
  const weight = ({ rule }: ProblemGroup) => (rule === 'veto' ? 2 : rule === 'notice' || rule === null ? 0 : 1)
  return weight(b) - weight(a) || b.units.length - a.units.length
}
