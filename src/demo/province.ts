import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../model/log.ts'
import type { SiteCode } from '../model/site.ts'
import type { LocalDate } from '../model/time.ts'
import { writeConfig } from './config-files.ts'
import { ipv6Doubted } from './doubts.ts'
import { ledgerCsv, ledgerTruth } from './ledger.ts'
import { type NameRecords, serveNames } from './names.ts'
import { answerOutside, CANARY_HOST, OUTSIDE_HOSTS, outsideRecords } from './outside.ts'
import { type BuiltSite, type Conditions, doubted, type Expected, type SitePlan, type World } from './plan.ts'
import { canListen, type Listener, listen } from './server.ts'
import { SITES } from './sites.ts'

const IPV6_LOOPBACK = '::1'
/** Sites get 127.0.0.11, 127.0.0.12 …; the outside world 127.0.0.10. */
const FIRST_ADDRESS = 10
/** The same ports every time, where they are free: a night that was cut off then goes on, and an unchanged site has unchanged URLs. */
const FIRST_PORT = 21810

export interface Province {
  readonly configDir: string
  readonly ledgerFile: string
  readonly sites: readonly SiteTruth[]
  /** Whether this machine has an IPv6 loopback; without one the province is served over IPv4 alone. */
  readonly ipv6: boolean
  close(): Promise<void>
}

/** A site as served, and what the night must find about it under given conditions. */
interface SiteTruth {
  readonly plan: SitePlan
  readonly code: SiteCode
  readonly home: string
  readonly truth: (conditions: Conditions) => readonly Expected[]
}

export interface ProvinceOptions {
  /** Every date is reckoned from this day. */
  readonly today: LocalDate
  readonly log: Log
  /** Gets `config/` and `ledger.csv`. */
  readonly dir: string
  /** `false`: as on a machine without IPv6. */
  readonly ipv6?: boolean
  /** The first of the ports to listen on; `0` for any that are free. The same ports every time when absent. */
  readonly firstPort?: number
}

/** Serves the demo province on loopback, and writes its configuration and its ledger. */
export async function startProvince(options: ProvinceOptions): Promise<Province> {
  const ipv6 = options.ipv6 !== false && (await canListen(IPV6_LOOPBACK))
  if (!ipv6) options.log.warn({ address: IPV6_LOOPBACK }, 'no IPv6 loopback here: the demo province is served over IPv4 alone')
  const { firstPort = FIRST_PORT } = options
  const port = (index: number) => (firstPort === 0 ? 0 : firstPort + index)
  const open: { close(): Promise<void> }[] = []
  const close = async () => {
    await Promise.all(open.map((one) => one.close()))
  }
  try {
    const outside = await listen(await addressOf(0), ipv6, port(0))
    open.push(outside)
    outside.serve(answerOutside)
    const listeners = new Map<string, Listener>()
    for (const [index, plan] of SITES.entries()) {
      const listener = await listen(await addressOf(index + 1), ipv6 && plan.ipv6 === 'serves', port(index + 1))
      open.push(listener)
      listeners.set(plan.host, listener)
    }
    const names = await serveNames(recordsOf(listeners, outside), port(0))
    open.push(names)
    const world = worldOf(options.today, listeners, outside)
    const sites = SITES.map((plan) => serveSite(plan, plan.build(world), world, listeners))
    const configDir = join(options.dir, 'config')
    const ports = [outside, ...listeners.values()].map(({ port }) => port)
    await writeConfig(configDir, SITES, world, { resolver: names.address, ports })
    const ledgerFile = await writeLedger(options.dir, options.today)
    options.log.info({ sites: sites.length, resolver: names.address, ipv6 }, 'the demo province is served')
    return { configDir, ledgerFile, sites, ipv6, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Where the whole of 127.0.0.0/8 is not local (not on Linux), all sites share one address. */
async function addressOf(index: number): Promise<string> {
  const own = `127.0.0.${FIRST_ADDRESS + index}`
  return (await canListen(own)) ? own : '127.0.0.1'
}

function serveSite(plan: SitePlan, built: BuiltSite, world: World, listeners: ReadonlyMap<string, Listener>): SiteTruth {
  listeners.get(plan.host)?.serve(built.answer)
  const home = `${world.origin(plan.host)}/`
  const truth = (conditions: Conditions): readonly Expected[] => {
    const own = built.truth(conditions)
    const withoutIpv6 = conditions.ipv6 || plan.ipv6 === 'none' ? [] : ipv6Doubted(home)
    return [
      ...own,
      ...withoutIpv6.filter(({ check }) => !own.some((expected) => expected.check === check)),
      doubted('availability', 'no-evidence', home, 'one night has no week of probes'),
      ...ledgerTruth(world.today, plan.code),
    ]
  }
  return { plan, code: plan.code, home, truth }
}

function worldOf(today: LocalDate, listeners: ReadonlyMap<string, Listener>, outside: Listener): World {
  const known = new Map([...listeners].map(([host, { port }]) => [host, port]))
  for (const host of [...OUTSIDE_HOSTS, CANARY_HOST]) known.set(host, outside.port)
  return {
    today,
    origin: (host) => {
      const port = known.get(host)
      if (port === undefined) throw new Error(`the demo province has no host ${host}`)
      return `http://${host}:${port}`
    },
  }
}

/** Names of sites, of the domains they lie in, and of the name servers of those domains. */
function recordsOf(listeners: ReadonlyMap<string, Listener>, outside: Listener): ReadonlyMap<string, NameRecords> {
  const records = new Map<string, NameRecords>(outsideRecords(outside.address))
  for (const plan of SITES) {
    const address = listeners.get(plan.host)?.address
    records.set(plan.host, { a: address ? [address] : [], aaaa: plan.ipv6 === 'none' ? [] : [IPV6_LOOPBACK] })
    const domain = plan.host.split('.').slice(-2).join('.')
    const servers = [`ns1.${domain}`, `ns2.${domain}`]
    records.set(domain, { ns: servers })
    for (const server of servers) records.set(server, { a: ['127.0.0.1'], aaaa: plan.nameServers === 'dual' ? [IPV6_LOOPBACK] : [] })
  }
  return records
}

async function writeLedger(dir: string, today: LocalDate): Promise<string> {
  await mkdir(dir, { recursive: true })
  const file = join(dir, 'ledger.csv')
  await writeFile(file, ledgerCsv(today, SITES))
  return file
}
