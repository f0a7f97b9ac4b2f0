import { expect, test } from 'vitest'
import check from '../../../checks/availability.ts'
import { probeHome } from '../../../src/crawl/probe.ts'
import { createCalendar } from '../../../src/extract/calendar.ts'
import { CONFIG } from '../../audit/night.ts'
import { probe, SITE } from '../../checks/evidence-of.ts'
import { createFakeNet, START, siteAt } from '../../crawl/visit/town.ts'
import { blameOf } from '../dns/world.ts'
import { PROBE_CASES } from './probe-cases.ts'

const HOME = 'http://a.test/'

test.each(PROBE_CASES)('$name: $does', async ({ site, others, verdict, blame }) => {
  const fake = createFakeNet({ town: { [HOME]: site, 'http://b.test/': others } })
  // On loopback nobody has to vouch for our line.
  const net = { ...fake, scope: async (...of: Parameters<typeof fake.scope>) => (await fake.scope(...of)) && ('global' as const) }
  const config = { ...CONFIG, sites: [HOME, 'http://b.test/'].map((home) => siteAt(home)) }
  const one = await probeHome(siteAt(HOME), '2026-03-02T01:00:00.000+08:00', { config, net, now: () => START })
  const probes = Array.from({ length: 140 }, (_, index) => ({ ...probe(index), outcome: one.outcome }))
  const context = { site: SITE, asOf: '2026-03-02T10:00:00.000+08:00', calendar: createCalendar(CONFIG.calendar), options: check.options }
  const [finding] = check.run({ availability: { probes, planned: 140, days: 7 } }, context)
  expect(finding && { verdict: finding.verdict, blame: blameOf({ ...finding, site: SITE.code, check: check.id }) }).toEqual({
    verdict,
    blame,
  })
})
