import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADDRESS_CASES } from './address-cases.ts'
import { ANSWER_CASES } from './answer-cases.ts'
import { ALIVE, byType, CROWD, type DnsCase, SOUND, STRANGER } from './dns-case.ts'
import { listenNames, type NameServer, type Question, type Reply } from './name-server.ts'
import {
  accusers,
  blameOf,
  configOf,
  type Night,
  nightOver,
  page,
  type Served,
  serve,
  siteOf,
  sitePages,
  trustOurAuthority,
} from './world.ts'

const CASES = [...ANSWER_CASES, ...ADDRESS_CASES]
const CANARY = 'canary.test'

const LOUD = CASES.filter(({ loud }) => loud)
const QUIET = CASES.filter(({ loud }) => !loud)

let findings: Night['findings']
let dns: NameServer
let forbidden = 0

/** All cases as the sites of two nights: none of them may reach another. */
beforeAll(async () => {
  trustOurAuthority()
  const served: Served[] = []
  const open = async (...of: Parameters<typeof serve>) => {
    const one = await serve(...of)
    served.push(one)
    return one
  }
  const stranger = () => page('另一个网站', '<p>这里是另一个网站的内容。</p>')
  const addresses = [ALIVE.A, ALIVE.AAAA, STRANGER.A]
  const crowded = [...addresses, ...CROWD]
  const web = await open(
    (path, request) => (request.socket.localAddress?.endsWith(STRANGER.A) ? stranger() : sitePages(path, request)),
    crowded,
  )
  const secure = await open(sitePages, addresses, { certificates: ['valid', 'valid', 'other-name'] })
  const inside = await open(() => {
    forbidden += 1
    return page('内部系统', '')
  }, [ALIVE.A, ALIVE.AAAA])
  dns = await listenNames(answer)
  const ports = [web.port, secure.port]
  const portOf = ({ at }: DnsCase) => (at === 'forbidden' ? inside : at === 'secure' ? secure : web).port
  const nightOf = async (cases: readonly DnsCase[]) => {
    const sites = cases.map((one) => siteOf(`${one.at === 'secure' ? 'https' : 'http'}://${one.host}:${portOf(one)}/`))
    const night = await nightOver(
      await configOf(sites, {
        resolver: { servers: [dns.server], timeoutSeconds: 0.5 },
        guard: { allow: ['127.0.0.0/8', '::1/128', '::ffff:127.0.0.0/104'].map((cidr) => ({ cidr, ports })), ports: [80, 443] },
        vantage: { canaries: [`http://${CANARY}:${web.port}/`] },
      }),
    )
    return night.findings
  }
  findings = [...(await nightOf(QUIET)), ...(await nightOf(LOUD))]
  await Promise.all(served.map((one) => one.close()))
})
afterAll(() => dns.close())

/** By the case that the name belongs to. */
function answer(question: Question): Reply | 'silence' | 'hang-up' {
  if (question.name === CANARY) return byType(SOUND)(question)
  const mine = CASES.find(({ host }) => {
    const name = new URL(`http://${host}/`).hostname
    return question.name === name || question.name.endsWith(`.${name}`)
  })
  return mine ? mine.answer(question) : { rcode: 3 }
}

const codeOf = ({ host }: DnsCase) => new URL(`http://${host}/`).hostname

test.each(CASES)('$name: $does', (one) => {
  const found = findings.filter(({ site, check }) => site === codeOf(one) && check === one.check)
  const seen = found.map((finding) => ({ verdict: finding.verdict, blame: blameOf(finding), says: finding.says }))
  expect(seen).toContainEqual({ verdict: one.verdict, blame: one.blame, says: expect.stringContaining(one.says ?? '') })
  if (one.verdict === 'pass') expect(seen.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
})

test.each(CASES)('$name: no other check finds fault for it', (one) => {
  const allowed = new Set([...(one.seen ? accusers(findings, 'sound.test') : []), ...(one.alsoFails ?? [])])
  if (one.verdict === 'fail') allowed.add(one.check)
  expect(accusers(findings, codeOf(one)).filter((check) => !allowed.has(check))).toEqual([])
})

test('nobody was asked behind the guard', () => {
  expect(forbidden).toBe(0)
})

test('no check crashed, and every site was judged', () => {
  expect(findings.filter((finding) => finding.verdict === 'inconclusive' && finding.because === 'check-crashed')).toEqual([])
  expect(new Set(findings.map(({ site }) => site)).size).toBe(CASES.length)
})
