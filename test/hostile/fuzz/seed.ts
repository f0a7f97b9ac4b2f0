/** How many cases each target is given, and the seed from which all of them follow. */
export interface Dose {
  readonly runs: number
  readonly seed: number
}

/** The same cases at every run of the tests, so that a red one can be looked at again. */
const FIXED_SEED = 20_260_301
const RUNS = 10_000

/**
 * The dose as the environment asks for it: `GOVSITE_FUZZ_RUNS` (cases for each target) and `GOVSITE_FUZZ_SEED` (a number, or `random` for one that is drawn
 * and printed). Throws for anything else: a mistyped seed must not pass for the fixed one.
 */
export function doseOf(env: Readonly<Record<string, string | undefined>>): Dose {
  const { GOVSITE_FUZZ_RUNS: runs, GOVSITE_FUZZ_SEED: seed } = env
  return {
    runs: runs === undefined ? RUNS : wholeNumber('GOVSITE_FUZZ_RUNS', runs),
    seed:
      seed === undefined ? FIXED_SEED : seed === 'random' ? Math.floor(Math.random() * 2 ** 31) : wholeNumber('GOVSITE_FUZZ_SEED', seed),
  }
}

function wholeNumber(name: string, text: string): number {
  if (/^-?\d{1,10}$/.test(text)) return Number(text)
  throw new Error(`${name} must be a whole number, not ${JSON.stringify(text)}`)
}
