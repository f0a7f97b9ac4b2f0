import type fc from 'fast-check'

/** One function, or a few that belong together, and what must hold of it whatever it is given. */
export interface Target<Ready> {
  readonly name: string
  /** The exported functions that are called, below src, as `extract/dates.ts findDates`. */
  readonly of: readonly string[]
  /** What the check proves besides that nothing is thrown, as it stands in the table of cases. */
  readonly holds: string
  /** Throws where something does not hold. */
  readonly check: (ready: Ready) => void | Promise<void>
}

/** Targets that are given the same cases: made once, they cost once. */
export interface GroupOf<Input, Ready> {
  readonly name: string
  /** What the cases are, as it stands in the table of cases. */
  readonly given: string
  /** Made when the group is run, so that the list can be read without making anything. */
  readonly cases: () => fc.Arbitrary<Input> | Promise<fc.Arbitrary<Input>>
  /** What all targets need of a case, made once for each. */
  readonly ready: (input: Input) => Ready | Promise<Ready>
  readonly targets: readonly Target<Ready>[]
}

/** A group whose types only its own targets know. */
export interface Group {
  readonly name: string
  readonly given: string
  readonly targets: readonly Pick<Target<never>, 'name' | 'of' | 'holds'>[]
  readonly with: <Result>(use: <Input, Ready>(group: GroupOf<Input, Ready>) => Result) => Result
}

export function group<Input, Ready>(spec: GroupOf<Input, Ready>): Group {
  return { name: spec.name, given: spec.given, targets: spec.targets, with: (use) => use(spec) }
}

/** A group whose targets take the case as it is. */
export function plainGroup<Input>(spec: Omit<GroupOf<Input, Input>, 'ready'>): Group {
  return group({ ...spec, ready: (input) => input })
}
