import { sameSite } from '../extract/links.ts'
import type { Family, PageCapture } from '../model/capture.ts'
import type { Desk } from './desk.ts'
import type { Names } from './names.ts'
import { readRobots } from './robots.ts'

/** Bytes of a robots.txt that are obeyed; RFC 9309 asks for at least 500 KiB. */
const MOST_BYTES = 512 * 1024

/** What a host's robots.txt lets us do. `unreachable`: no answer at all; `refused`: a server error, which forbids everything (RFC 9309, 2.3.1.4). */
export type HostRules =
  | { readonly kind: 'rules'; readonly allows: (url: string) => boolean }
  | { readonly kind: 'open' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused' }

export interface Rules {
  /** The rules of the homepage's own host. A later look repeats one that gave none. */
  ofHome(look: number): Promise<HostRules>
  /** Of any URL, the rules of its own host. A host that gives no answer at all is left to fail on the URL itself; a homepage is always looked at. */
  allowed(url: string): Promise<boolean>
}

/** Reads each host's robots.txt once, when the first URL of the host is met. */
export function createRules(desk: Desk, names: Names): Rules {
  const home = new URL(desk.site.home).origin
  const met = new Map<string, Promise<HostRules>>()
  const of = (origin: string, look: number) => {
    const key = `${look}|${origin}`
    const rules = met.get(key) ?? gather(desk, names, origin, look)
    met.set(key, rules)
    return rules
  }
  let homeLook = 1
  return {
    ofHome(look) {
      homeLook = look
      return of(home, look)
    },
    async allowed(url) {
      const { origin } = new URL(url)
      const rules = await of(origin, origin === home ? homeLook : 1)
      if (rules.kind === 'rules') return rules.allows(url)
      return rules.kind !== 'refused' || url === desk.site.home
    },
  }
}

async function gather(desk: Desk, names: Names, origin: string, look: number): Promise<HostRules> {
  const family = await familyOf(desk, names, origin)
  const want = { role: 'robots', url: `${origin}/robots.txt`, family, maxBytes: MOST_BYTES, unbound: true } as const
  const first = look === 1 ? undefined : await desk.page(want)
  const page = await desk.page({ ...want, look, ...(first ? { after: first.capture.takenAt } : {}) })
  return page ? read(desk, page.capture) : { kind: 'refused' }
}

async function read(desk: Desk, { outcome, url }: PageCapture): Promise<HostRules> {
  if (outcome.kind === 'failed') return { kind: 'unreachable' }
  if (outcome.status >= 500) return { kind: 'refused' }
  if (outcome.status >= 300) return { kind: 'open' }
  const text = new TextDecoder().decode(await desk.deps.journal.body(outcome.body))
  const rules = readRobots(url, text, desk.deps.config.settings.userAgent)
  return { kind: 'rules', allows: (asked) => rules.allows(asked) }
}

async function familyOf(desk: Desk, names: Names, origin: string): Promise<Family> {
  const { hostname } = new URL(origin)
  if (!desk.deps.ipv6 || !sameSite(origin, desk.site.home)) return 4
  return !(await names.has(hostname, 4)) && (await names.has(hostname, 6)) ? 6 : 4
}
