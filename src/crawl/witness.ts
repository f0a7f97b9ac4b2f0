import type { Family } from '../model/capture.ts'
import type { Config } from '../model/config.ts'
import type { Site } from '../model/site.ts'
import { vouches } from '../model/vouching.ts'
import type { Net } from './look.ts'
import { spread } from './vantage.ts'

const BODY_BYTES = 64 * 1024

/**
 * Whether anybody else answers in his own name over the family just now: a canary, or where none is configured the home of another registered site. When nobody does, a
 * site's silence may be our own line's. Our own loopback needs no witness.
 */
export async function somebodyAnswers(
  site: Site,
  family: Family,
  { config, net }: { readonly config: Config; readonly net: Net },
): Promise<boolean> {
  const { hostname } = new URL(site.home)
  const scope = (await net.scope(hostname, family)) ?? 'global'
  if (scope === 'loopback') return true
  const { canaries } = config.settings.vantage
  const others = config.sites.map(({ home }) => home).filter((home) => new URL(home).hostname !== hostname)
  for (const url of canaries.length > 0 ? canaries : spread(others)) {
    if ((await net.scope(new URL(url).hostname, family)) !== scope) continue
    const { outcome } = await net.look({ url, family, maxBytes: BODY_BYTES })
    if (vouches(outcome)) return true
  }
  return false
}
