import type http from 'node:http'
import { beforeAll, expect, test } from 'vitest'
import { ALIVE, byType, SOUND } from './dns-case.ts'
import { listenNames, type Question, type Reply } from './name-server.ts'
import { nightsOf, ROUTE_CASES, type RouteCase } from './route-cases.ts'
import { accusers, blameOf, configOf, type Night, nightOver, page, type Served, serve, siteOf, sitePages } from './world.ts'

type Happening = Pick<RouteCase, 'when' | 'happens'>

const nights = new Map<string, Night['findings']>()
let undisturbed: Night['findings']

beforeAll(async () => {
  undisturbed = await spend(undefined)
  for (const one of nightsOf(ROUTE_CASES)) nights.set(`${one.when} ${one.happens}`, await spend(one))
})

test.each(ROUTE_CASES)('$name: $does', ({ when, happens, site, check, verdict, blame }) => {
  const findings = nights.get(`${when} ${happens}`) ?? []
  const seen = findings
    .filter((one) => one.site === `${site}.test` && one.check === check)
    .map((one) => ({ verdict: one.verdict, blame: blameOf(one) }))
  expect(seen).toContainEqual({ verdict, blame })
})

test.each(nightsOf(ROUTE_CASES))('$happens at the $when accuses nobody of anything', ({ when, happens }) => {
  const findings = nights.get(`${when} ${happens}`) ?? []
  for (const code of ['early.test', 'late.test']) {
    const known = accusers(undisturbed, code)
    expect(accusers(findings, code).filter((check) => !known.includes(check))).toEqual([])
  }
})

test.each(nightsOf(ROUTE_CASES).filter(({ happens }) => happens.includes('portal')))(
  '$happens at the $when: what a portal showed neither accuses nor acquits',
  ({ when, happens }) => {
    const findings = nights.get(`${when} ${happens}`) ?? []
    expect(findings.filter(({ site, verdict }) => site === 'late.test' && (verdict === 'pass' || verdict === 'fail'))).toEqual([])
  },
)

/** A night over two sites, one after the other, with a reference site beside them. */
async function spend(happening: Happening | undefined): Promise<Night['findings']> {
  const world = { begun: happening?.when === 'start' }
  const happens = () => (world.begun ? happening?.happens : undefined)
  const lost: Served[] = []
  const pages = (path: string, request: http.IncomingMessage): string | undefined => {
    if (path === '/b.html' && happening && !world.begun) {
      world.begun = true
      for (const one of lost) void one.close()
    }
    const host = request.headers.host ?? ''
    if (happens() === 'portal-page' || happens() === 'resolver-to-portal') return page('上网认证', '<p>请先登录。</p>')
    return host.startsWith('portal.') ? page(`上网认证 ${path}`, '<p>请先登录。</p>') : sitePages(path, request)
  }
  const redirect = (path: string, request: http.IncomingMessage) =>
    happens() === 'portal-redirect' && !request.headers.host?.startsWith('portal.')
      ? `http://portal.test:${four.port}/login?from=${path}`
      : undefined
  const four = await serve(pages, [ALIVE.A], { redirect })
  const six = await serve(pages, [ALIVE.AAAA], { redirect, port: four.port })
  if (happening?.happens === 'ipv6-lost') lost.push(six)
  if (happening?.happens === 'ipv4-lost') lost.push(four)
  const dns = await listenNames((question) => answer(question, happens()))
  const sites = ['early', 'late'].map((name) => siteOf(`http://${name}.test:${four.port}/`))
  const config = await configOf(sites, {
    resolver: { servers: [dns.server], timeoutSeconds: 0.2 },
    politeness: { requestsPerSecond: 1000, requestsPerSecondPerAddress: 10_000, connectionsPerHost: 8, sitesAtOnce: 1 },
    vantage: { canaries: [`http://canary.test:${four.port}/`] },
  })
  const { findings } = await nightOver(config)
  await Promise.all([four.close(), six.close(), dns.close()])
  return findings
}

function answer(question: Question, happens: RouteCase['happens'] | undefined): Reply | 'silence' {
  switch (happens) {
    case 'resolver-silent':
      return 'silence'
    case 'resolver-fails':
      return { rcode: 2 }
    case 'resolver-denies':
      return { rcode: 3 }
    case 'resolver-empties':
      return {}
    case 'resolver-without-ipv6':
      return question.type === 'AAAA' ? {} : (byType(SOUND)(question) as Reply)
    default:
      return byType(SOUND)(question) as Reply
  }
}
