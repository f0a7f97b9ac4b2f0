import type { Outcome } from './failure.ts'

/** What a proxy of our own answers in the name of hosts that it cannot reach. */
const OF_A_PROXY: ReadonlySet<number> = new Set([502, 503, 504])

/** Whether an answer shows that the host itself was reached. */
export function vouches(outcome: Outcome<{ readonly status: number }>): boolean {
  return outcome.kind === 'answered' && !OF_A_PROXY.has(outcome.status)
}

/** Whether an answer may have been given by a proxy of our own: it is the site's only while others are seen to answer otherwise. */
export function mayBeAProxys(outcome: Outcome<{ readonly status: number }>): boolean {
  return outcome.kind === 'answered' && OF_A_PROXY.has(outcome.status)
}
