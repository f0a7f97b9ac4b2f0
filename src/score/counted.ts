import type { RecordedFinding } from '../model/finding.ts'
import type { Indicator, Part, Rubric } from '../model/rubric.ts'
import { type Count, count, type Punished, plainSubject } from './count.ts'
import { pointsOf } from './rules.ts'

/** An indicator with what its findings come to, and what was punished before it in its group. */
export interface CountedIndicator {
  readonly part: Part
  readonly indicator: Indicator
  readonly counted: Count
  readonly punished: Punished
}

/** Every indicator of the rubric with its findings counted; in the rubric's order, since a group punishes a subject where it is met first. */
export function countIndicators(rubric: Rubric, findings: readonly RecordedFinding[]): CountedIndicator[] {
  const groups = new Map<string, Punished>()
  return rubric.parts.flatMap((part) =>
    part.indicators.map((indicator) => {
      const { group, rule } = indicator
      const counted = count(indicator, findings)
      const punished = (group === undefined ? undefined : groups.get(group)) ?? { certain: new Set(), possible: new Set() }
      if (group !== undefined && pointsOf(rule) > 0) groups.set(group, remember(punished, counted))
      return { part, indicator, counted, punished }
    }),
  )
}

function remember({ certain, possible }: Punished, { failing, doubted }: Count): Punished {
  const plain = (subjects: ReadonlyMap<string, number>) => [...subjects.keys()].map(plainSubject)
  return { certain: new Set([...certain, ...plain(failing)]), possible: new Set([...possible, ...plain(doubted)]) }
}
