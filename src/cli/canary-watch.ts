import type { Net } from '../crawl/look.ts'
import { takeCanaries } from '../crawl/vantage.ts'
import type { CanaryCapture, Capture, Family } from '../model/capture.ts'
import type { Config } from '../model/config.ts'
import { givesIpv6 } from '../model/ipv6-judging.ts'
import type { Log } from '../model/log.ts'
import type { VisitJournal } from '../model/visit.ts'
import { now, steady } from './clock.ts'

/** However many sites are silent over IPv6, the canaries are asked for it no more often. */
const PROMPT_MS = 30_000

/** The canaries of one night, round after round: two rounds at once could not be told apart afterwards. */
export interface CanaryWatch {
  take(phase: CanaryCapture['phase']): Promise<void>
  /** A round over IPv6 because a site was silent just now; sites that are silent at about the same time share one. */
  takePrompted(): Promise<void>
  /** Keeps the first IPv6 address that our resolver is seen to give for whatever name: without any, that a name has none proves nothing. */
  noteNames(captures: readonly Capture[]): Promise<void>
  /** Waits for the round under way; from now on only `take` takes any. */
  stop(): Promise<void>
}

interface Watched {
  readonly config: Config
  readonly journal: VisitJournal
  readonly net: Net
  readonly log: Log
}

export function createCanaryWatch({ config, journal, net, log }: Watched): CanaryWatch {
  const { vantage, limits } = config.settings
  // Two looks at a silent site are so far apart: a round that both share must lie between them.
  const promptMs = Math.min(PROMPT_MS, limits.secondLookSeconds * 1000)
  let sequence = journal.captures().length
  let last: Promise<void> = Promise.resolve()
  let prompted: { readonly at: number; readonly round: Promise<void> } | undefined
  // Not a canary either: after a crash the same is kept as without one.
  let noted = journal.captures().some(({ kind }) => kind === 'dns')
  const round = (phase: CanaryCapture['phase'], families?: readonly Family[]): Promise<void> => {
    const work = async () => {
      sequence += 1
      await takeCanaries(phase, { config, journal, net, now, sequence, ...(families ? { families } : {}) })
      await journal.flush()
    }
    // Whoever asked for the round before hears of its failure.
    const mine = last.then(work, work)
    last = mine
    return mine
  }
  const timer = setInterval(() => {
    round('during').catch((error: unknown) => log.error({ error: String(error) }, 'a canary crashed'))
  }, vantage.everySeconds * 1000)
  return {
    take: (phase) => round(phase),
    takePrompted() {
      if (prompted === undefined || steady() - prompted.at >= promptMs) prompted = { at: steady(), round: round('during', [6]) }
      return prompted.round
    },
    async noteNames(captures) {
      const found = captures.find(givesIpv6)
      if (noted || !found) return
      noted = true
      const { id: _, ...draft } = found
      await journal.once('dns|ipv6', async () => draft)
      // Durable before the visit that saw it ends: a visit that has ended is not looked into again after a crash.
      await journal.flush()
    },
    async stop() {
      clearInterval(timer)
      await Promise.allSettled([last])
    },
  }
}
