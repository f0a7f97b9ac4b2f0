import { expect, test } from 'vitest'
import levelTwo from '../../../../checks/links-level-2.ts'
import levelThree from '../../../../checks/links-level-3.ts'
import { assembleEvidence } from '../../../../src/audit/evidence.ts'
import { placeKey } from '../../../../src/crawl/place-key.ts'
import { instantOf } from '../../../../src/model/time.ts'
import { CONFIG, withLimits } from '../../../crawl/visit/config.ts'
import { type Answer, START, siteAt, type Town, visit } from '../../../crawl/visit/town.ts'
import { SILENT } from '../../../store/content.ts'
import { TRAP_CASES, type TrapCase } from './trap-cases.ts'

const SITE = siteAt('http://a.test/')

/** A site whose every address is answered. */
function townOf({ answer }: TrapCase): Town {
  let turn = 0
  const at = (address: string): Answer => {
    const url = new URL(address)
    if (url.pathname === '/robots.txt' || url.pathname.includes('govsite')) return { status: 404, body: 'Not Found' }
    turn += 1
    return answer(url, turn) ?? { status: 404, body: '<html><title>404</title><body>Not Found</body></html>' }
  }
  return new Proxy({ [SITE.home]: '' }, { get: (_, address) => at(String(address)) })
}

test.each(TRAP_CASES)('a site that $does is seen to its end', async (one) => {
  const { journal, net } = await visit({
    town: townOf(one),
    config: withLimits({ linksPerSite: 200, pagesPerSite: 40, columnsPerSite: 5 }),
  })
  expect(new Set(net.log).size).toBeLessThanOrEqual(one.most)
  const captures = journal.captures()
  const census = captures.filter((capture) => capture.kind === 'census').sort((a, b) => a.level - b.level)
  if (one.distinct) expect(census.map(({ distinct }) => distinct)).toEqual(one.distinct)
  for (const { distinct, tested, seed } of census) expect(seed !== undefined || tested === distinct).toBe(true)
  const evidence = await assembleEvidence({
    site: SITE,
    captures,
    vantage: [],
    body: (ref) => journal.body(ref),
    tickets: null,
    availability: { probes: [], planned: 0, days: 7 },
    config: CONFIG,
    log: SILENT,
    asOf: instantOf(START),
  })
  const about = { site: SITE, asOf: instantOf(START), calendar: { isWorkingDay: () => undefined } }
  const found = [levelTwo, levelThree].flatMap((check) => check.run(evidence, { ...about, options: check.options }))
  expect(found.filter(({ verdict }) => verdict === 'fail').map(({ subject }) => subject)).toHaveLength(one.dead ?? 0)
  expect(found.some(({ verdict }) => verdict === one.verdict)).toBe(true)
})

test.each([
  ['/a.jsp;jsessionid=ABC.node1?x=1', '/a.jsp?x=1'],
  ['/a?PHPSESSID=abc', '/a'],
  ['/a?x=1&jsessionid=abc&y=2', '/a?x=1&y=2'],
  ['/a?sid=0123456789abcdef0123', '/a'],
  ['/a?token=8f14e45f-ceea-467f-ab1e-1234567890ab&id=7', '/a?id=7'],
  ['/a?sid=12', '/a?sid=12'],
  ['/a?sid=zhengce', '/a?sid=zhengce'],
  ['/a?side=0123456789abcdef0123', '/a?side=0123456789abcdef0123'],
  ['/a?ticket=2026', '/a?ticket=2026'],
  ['/a;b=1', '/a;b=1'],
])('%s is the place %s', (url, place) => {
  expect(placeKey(`http://a.test${url}`)).toBe(`http://a.test${place}`)
  expect(placeKey(placeKey(`http://a.test${url}`))).toBe(`http://a.test${place}`)
})
