import { assembleEvidence, type EvidenceInput } from '../audit/evidence.ts'
import { judge } from '../audit/judge.ts'
import { createCalendar } from '../extract/calendar.ts'
import type { CheckDefinition } from '../model/check.ts'
import type { Config } from '../model/config.ts'
import type { Evidence } from '../model/evidence.ts'
import type { RecordedFinding } from '../model/finding.ts'
import type { Rubric, SiteScore } from '../model/rubric.ts'
import type { Site } from '../model/site.ts'
import { scoreSite } from '../score/score.ts'

/** All that a judgement of one site depends on, wherever it was stored: the same material gives the same findings and scores. */
export interface JudgingMaterial extends EvidenceInput {
  readonly checks: readonly CheckDefinition[]
}

export interface Judged {
  readonly findings: readonly RecordedFinding[]
  readonly scores: readonly SiteScore[]
}

/** Puts the material through every check, and the findings through every rubric that applies to the site. */
export async function judgeMaterial(material: JudgingMaterial): Promise<Judged> {
  return judgeEvidence(await assembleEvidence(material), material)
}

/** The same for material of which the evidence is assembled already. */
export function judgeEvidence(evidence: Evidence, material: JudgingMaterial): Judged {
  const { site, config, checks, asOf, log } = material
  const rubrics = rubricsOf(config, site)
  // Options come from the first rubric that applies: a finding is made once, however many rubrics read it.
  const findings = judge({ site, evidence, checks, rubric: rubrics[0], calendar: createCalendar(config.calendar), asOf, log })
  return { findings, scores: rubrics.map((rubric) => scoreSite(rubric, findings, { site: site.code, asOf })) }
}

/** The rubrics that apply to the site, in the order of the configuration. */
export function rubricsOf(config: Config, site: Site): Rubric[] {
  return config.rubrics.filter((rubric) => rubric.appliesTo.includes(site.owner.kind))
}
