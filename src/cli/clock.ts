import { setTimeout as sleep } from 'node:timers/promises'

/** The only clock of the program: everything else is handed the moment. */
export const now = (): number => Date.now()

/** Milliseconds since the process began: goes on evenly, whoever sets the clock. */
export const steady = (): number => performance.now()

/** Ends after `ms`, or at once (rejecting) when the signal aborts. */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal ? { signal } : {})
}
