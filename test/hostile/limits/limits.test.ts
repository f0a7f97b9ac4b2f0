import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accusers, blameOf, configOf, type Night, siteOf } from '../dns/world.ts'
import { DEADLINE_MS, DISTURBED_CASES, type DisturbedCase } from './limit-cases.ts'
import { type Host, openHost, startWorker, type Worker } from './limited-host.ts'

const SECOND_LOOK_MS = 1000
/** The shorter the deadline, the sooner our patience with ourselves ends. */
const SHORT_MS = 300

type Findings = Night['findings']

/** Enough for a process that goes on to look at its time-outs. */
const WAKING_MS = 50

let host: Host
let worker: Worker
const undisturbed = new Map<string, Findings>()
/** When the link that leads nowhere was asked for, by a clock that nobody sets. */
const asked: number[] = []

beforeAll(async () => {
  host = await openHost()
  worker = await startWorker()
  for (const site of ['plain', 'silent'] as const) {
    const { findings } = await worker.work({ what: 'night', config: await config(site) })
    undisturbed.set(site, findings)
  }
})

afterAll(async () => {
  await worker.close()
  await host.close()
})

function config(site: DisturbedCase['site'], secondLookMs = 0) {
  const name = `${site}.test`
  return configOf([siteOf(`http://${name}:${host.port}/`)], {
    // Nobody is asked: there is no name server at this port.
    resolver: { servers: ['127.0.0.1:1'], timeoutSeconds: 0.2, hosts: { [name]: ['127.0.0.1', '::1'] } },
    limits: { deadlineSeconds: (site === 'silent' ? SHORT_MS : DEADLINE_MS) / 1000, secondLookSeconds: secondLookMs / 1000 },
  })
}

/** One night or visit with its disturbance; how often that came. */
async function spend({ site, work, at, happens }: DisturbedCase) {
  let times = 0
  asked.length = 0
  host.onRequest = async (path, { socket }) => {
    if (!socket.localAddress?.endsWith('127.0.0.1')) return
    if (path === '/gone.html') asked.push(performance.now())
    if (path !== at || (times > 0 && happens.what === 'set-clock')) return
    times += 1
    if (happens.what === 'suspend') await suspend(happens.ms)
    else await worker.disturb(happens)
  }
  const first = at === 'begin' && happens.what !== 'suspend' ? { first: happens } : {}
  const secondLookMs = happens.what === 'set-clock' ? SECOND_LOOK_MS : 0
  const done = await worker.work({ what: work, config: await config(site, secondLookMs), ...first })
  host.onRequest = () => undefined
  return { ...done, times }
}

/** Ends when the process goes on: its own time-out is over then, and the answer not yet there. */
async function suspend(ms: number): Promise<void> {
  process.kill(worker.pid, 'SIGSTOP')
  await wait(ms)
  process.kill(worker.pid, 'SIGCONT')
  await wait(WAKING_MS)
}

/** As late as the settings say, whatever the clock says. */
function expectSecondLook(): void {
  expect(asked).toHaveLength(2)
  expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(SECOND_LOOK_MS * 0.95)
}

const gistOf = (findings: Findings) =>
  findings.map((one) => [one.check, one.subject, one.verdict, one.verdict === 'inconclusive' ? one.because : ''].join(' '))
const faultsOf = (findings: Findings) => gistOf(findings.filter(({ verdict }) => verdict === 'fail'))

test('a silent link is suspected where nothing is amiss with us, and a dead one is reported', () => {
  const links = (site: string) => undisturbed.get(site)?.filter(({ check }) => check === 'links-level-2') ?? []
  expect(gistOf(links('silent'))).toContainEqual(expect.stringContaining('/silent.html inconclusive suspected'))
  expect(gistOf(links('plain'))).toContainEqual(expect.stringContaining('/gone.html fail'))
})

test.each(DISTURBED_CASES.filter(({ work }) => work === 'night'))('$name: $does', async (one) => {
  const { findings, times } = await spend(one)
  if (one.happens.what === 'set-clock') expectSecondLook()
  if (one.at !== 'begin') expect(times).toBeGreaterThan(0)
  const before = undisturbed.get(one.site) ?? []
  expect(faultsOf(findings).filter((fault) => !faultsOf(before).includes(fault))).toEqual([])
  expect(accusers(findings, `${one.site}.test`)).toEqual(expect.not.arrayContaining(['ipv6-home', 'ipv6-links-level-2']))
  if (one.verdict === 'unchanged') return expect(gistOf(findings)).toEqual(gistOf(before))
  const seen = findings.filter(({ check }) => check === one.check).map((finding) => [finding.verdict, blameOf(finding)])
  expect(seen).toContainEqual([one.verdict, one.blame])
  // None of what could not be looked at is held against the site, nor said to be in order.
  if (one.at === 'begin') expect(seen).toEqual([[one.verdict, one.blame]])
})

test.each(DISTURBED_CASES.filter(({ work }) => work === 'probe'))('$name: $does', async (one) => {
  const { probes, times } = await spend(one)
  expect(times).toBe(1)
  expect(probes).toMatchObject([{ kind: 'probe', outcome: { kind: 'answered', status: 200 } }])
  const [probe] = probes
  expect(probe?.outcome.kind === 'answered' && probe.outcome.millis).toBeLessThan(DEADLINE_MS)
})
