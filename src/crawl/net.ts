import type { Log } from '../model/log.ts'
import type { Settings } from '../model/settings.ts'
import { createAddresses } from './addresses.ts'
import { createConnections, secureContext } from './connections.ts'
import { failed, failureOf } from './failures.ts'
import { follow } from './follow.ts'
import { createGuard } from './guard.ts'
import { askLeniently } from './lenient.ts'
import { createLimiter } from './limiter.ts'
import type { Look, Net } from './look.ts'
import { ask } from './request.ts'
import { bareName, createResolver } from './resolver.ts'

/** Builds resolver, guard, limiter and connections into the one way to a site. `close` cancels every look under way. */
export function createNet({ settings, log, now }: { settings: Settings; log: Log; now: () => number }): Net {
  const guard = createGuard(settings.guard)
  const resolver = createResolver(settings.resolver)
  const limiter = createLimiter(settings.politeness)
  const addresses = createAddresses(resolver, guard)
  const connections = createConnections(guard)
  const context = secureContext()
  const closing = new AbortController()
  const deps = {
    ...{ settings, addresses, limiter, now, closed: closing.signal },
    ask: (hop: Parameters<typeof ask>[0]) => ask(hop, connections),
    askLeniently: (hop: Parameters<typeof askLeniently>[0]) => askLeniently(hop, guard, context),
  }

  return {
    resolve: (host, type) => resolver.resolve(host, type),
    scope: (host, family) => addresses.scope(host, family),
    async look(request) {
      const look = await follow(request, deps)
      warnOfOurLimit(look, request.url, log)
      return look
    },
    async admit(host, port, rate) {
      try {
        const picked = await addresses.pickAny(host, port)
        if (picked.kind === 'failed') return picked
        await limiter.pace({ host: bareName(host), address: picked.address, rate, signal: closing.signal })
        return { address: picked.address }
      } catch (error) {
        return closing.signal.aborted ? failed('cancelled', 'the net was closed') : failureOf(error)
      }
    },
    async close() {
      closing.abort()
      resolver.close()
      await connections.close()
    },
  }
}

function warnOfOurLimit({ outcome }: Look, url: string, log: Log): void {
  if (outcome.kind === 'failed' && outcome.failure === 'our-limit') log.warn({ url, detail: outcome.detail }, 'a look failed on our side')
}
