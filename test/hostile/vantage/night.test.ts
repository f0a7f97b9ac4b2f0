import { beforeAll, expect, test } from 'vitest'
import { ALIVE, byType, records, SOUND } from '../dns/dns-case.ts'
import { listenNames, type Question, type Reply } from '../dns/name-server.ts'
import { accusers, blameOf, configOf, type Night, nightOver, serve, siteOf, sitePages } from '../dns/world.ts'
import { NIGHT_CASES, type NightCase } from './night-cases.ts'

type Happening = Pick<NightCase, 'happens' | 'canaries'>

const nights = new Map<string, Night['findings']>()
const keyOf = ({ happens, canaries }: Happening) => `${happens} ${canaries}`

beforeAll(async () => {
  for (const one of new Map(NIGHT_CASES.map((one) => [keyOf(one), one])).values()) nights.set(keyOf(one), await spend(one))
})

test.each(NIGHT_CASES)('$name: $does', (one) => {
  const findings = nights.get(keyOf(one)) ?? []
  const seen = findings
    .filter(({ site, check }) => site === 'late.test' && check === one.check)
    .map((finding) => ({ verdict: finding.verdict, blame: blameOf(finding) }))
  expect(seen).toContainEqual({ verdict: one.verdict, blame: one.blame })
  if (one.verdict === 'inconclusive')
    expect(accusers(findings, 'late.test').filter((check) => check.startsWith('ipv6-') && check !== 'ipv6-nameservers')).toEqual([])
})

/** A night over three sites, one after the other. */
async function spend({ happens, canaries }: Happening): Promise<Night['findings']> {
  let lost = false
  const web = await serve(
    (path, request) => {
      const name = request.headers.host?.split('.', 1)[0] ?? ''
      const six = request.socket.localAddress === ALIVE.AAAA
      if (name === 'late' && happens === 'ipv6-lost-for-a-while') lost = true
      if (name === 'last') lost = false
      const silent = name === 'late' && happens === 'late-is-silent-over-ipv6'
      if (six && (lost || silent)) request.socket.destroy()
      return sitePages(path, request)
    },
    [ALIVE.A, ALIVE.AAAA],
  )
  const dns = await listenNames((question) => answer(question, happens))
  const sites = ['early', 'late', 'last'].map((name) => siteOf(`http://${name}.test:${web.port}/`))
  const config = await configOf(sites, {
    resolver: { servers: [dns.server], timeoutSeconds: 0.2 },
    politeness: { requestsPerSecond: 1000, requestsPerSecondPerAddress: 10_000, connectionsPerHost: 8, sitesAtOnce: 1 },
    vantage: { canaries: canaries ? [`http://canary.test:${web.port}/`] : [] },
  })
  const { findings } = await nightOver(config)
  await Promise.all([web.close(), dns.close()])
  return findings
}

function answer(question: Question, happens: NightCase['happens']): Reply {
  const late = question.name === 'late.test'
  if (question.type !== 'AAAA') return byType(SOUND)(question) as Reply
  if (happens === 'no-ipv6-names' || (happens === 'late-has-no-ipv6-name' && late)) return {}
  return happens === 'ipv6-names-translated' && late ? records('AAAA', ['64:ff9b::7f00:1']) : SOUND.AAAA
}
