import type { Net } from '../crawl/look.ts'
import { spread } from '../crawl/vantage.ts'
import { type Config, UserError } from '../model/config.ts'
import { instantOf } from '../model/time.ts'
import { now } from './clock.ts'

/** Further off than this, a clock makes lists look stale, answers late and certificates expired. */
const OFF_MS = 3_600_000
/** Machines whose clocks are kept differ by less. */
const AGREE_MS = 300_000
const BODY_BYTES = 1000

/**
 * Throws a UserError when other machines agree with each other on the time, and not with this one: nothing may be judged by such a clock. Asks the
 * reference sites, or a few of the registered ones. One alone, or several that disagree, prove nothing.
 */
export async function checkClock({ settings, sites }: Config, net: Net): Promise<void> {
  const { canaries } = settings.vantage
  const urls = canaries.length > 0 ? canaries : spread(sites.map(({ home }) => home))
  const byHost = new Map(urls.map((url) => [new URL(url).host, url]))
  if (byHost.size < 2) return
  const told = await Promise.all([...byHost.values()].map((url) => offBy(url, net)))
  const off = told.filter((ms) => ms !== undefined)
  const least = Math.min(...off.map(Math.abs))
  if (off.length < 2 || least <= OFF_MS || Math.max(...off) - Math.min(...off) > AGREE_MS) return
  const there = instantOf(now() + (off[0] ?? 0))
  throw new UserError('the clock of this machine is wrong: nobody is judged by it', [
    {
      file: 'clock',
      expected: `the time that ${off.length} other machines agree on, about ${there}`,
      got: instantOf(now()),
      fix: 'set the clock (timedatectl set-ntp true), then run the same command again: it goes on from there',
    },
  ])
}

/** How far the clock of the site is ahead; undefined when it does not say. What a cache kept is told by its age. */
async function offBy(url: string, net: Net): Promise<number | undefined> {
  const { outcome } = await net.look({ url, family: 4, maxBytes: BODY_BYTES })
  if (outcome.kind === 'failed') return undefined
  const date = Date.parse(outcome.headers['date'] ?? '')
  const age = Number(outcome.headers['age'] ?? 0)
  return Number.isNaN(date) || Number.isNaN(age) ? undefined : date + age * 1000 - now()
}
