import fc from 'fast-check'
import type { Dose } from './seed.ts'
import type { Group, GroupOf, Target } from './target.ts'

/** What a target cost. */
export interface Report {
  readonly group: string
  readonly name: string
  readonly cases: number
  readonly seed: number
  readonly millis: number
}

/** No case of a few kilobytes may take so long, on the slowest machine there is. */
const LONGEST_MS = 10_000

/** Gives every target of the group its cases; throws with the seed and the smallest case that fails. */
export function runGroup(group: Group, dose: Dose): Promise<Report[]> {
  return group.with((spec) => run(spec, dose))
}

async function run<Input, Ready>(spec: GroupOf<Input, Ready>, { runs, seed }: Dose): Promise<Report[]> {
  const spent = new Map<string, number>()
  const property = fc.asyncProperty(await spec.cases(), async (input) => {
    const ready = await timed(spent, spec.name, () => spec.ready(input))
    for (const target of spec.targets) await timed(spent, target.name, () => checked(target, ready))
  })
  const details = await fc.check(property, { numRuns: runs, seed })
  if (details.failed) throw failure(spec.name, details)
  return spec.targets.map(({ name }) => ({ group: spec.name, name, cases: details.numRuns, seed, millis: spent.get(name) ?? 0 }))
}

async function checked<Ready>(target: Target<Ready>, ready: Ready): Promise<void> {
  try {
    await target.check(ready)
  } catch (error) {
    throw new Error(`${target.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, { cause: error })
  }
}

/** Adds what the work took; most of it is done when it returns, and waits for nothing. */
async function timed<T>(spent: Map<string, number>, name: string, work: () => T | Promise<T>): Promise<T> {
  const began = performance.now()
  const done = work()
  const result = done instanceof Promise ? await done : done
  const took = performance.now() - began
  spent.set(name, (spent.get(name) ?? 0) + took)
  if (took > LONGEST_MS) throw new Error(`${name}: one case took ${Math.round(took)} ms`)
  return result
}

function failure<T>(name: string, { seed, numRuns, counterexample, counterexamplePath, errorInstance }: fc.RunDetails<T>): Error {
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  const found = `case ${numRuns} of seed ${seed}, smallest: ${counterexamplePath}`
  const again = `again: GOVSITE_FUZZ_SEED=${seed} vitest run --config test/guards/vitest.config.ts test/hostile/fuzz -t ${JSON.stringify(name)}`
  return new Error(`${name}: ${why}\n${found}\n${JSON.stringify(told(counterexample))}\n${again}`, { cause: errorInstance })
}

/** The case with its bytes as text, or in hex where they are none. */
function told(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    const text = Buffer.from(value).toString('utf8')
    return Buffer.from(text).equals(value) ? { text } : { hex: Buffer.from(value).toString('hex') }
  }
  if (Array.isArray(value)) return value.map(told)
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, told(one)]))
}

/** One line a target. */
export function reportText(reports: readonly Report[]): string {
  const lines = reports.map(
    ({ group, name, cases, seed, millis }) => `${`${group}: ${name}`.padEnd(60)} ${cases} cases, seed ${seed}, ${Math.round(millis)} ms`,
  )
  return lines.join('\n')
}
