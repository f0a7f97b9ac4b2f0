import { load } from 'cheerio'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Answer, BuiltSite, SitePlan, World } from '../../src/demo/plan.ts'
import { SITES } from '../../src/demo/sites.ts'
import { isOfficialCode } from '../../src/model/site.ts'
import { addDays } from '../../src/model/time.ts'
import { worldOn } from './world.ts'

const world = worldOn('2026-11-24')
const ASK = { family: 4 } as const

function decode(answer: Answer): string {
  const text = new TextDecoder('utf-8').decode(answer.body)
  return text.includes('charset=gb2312') ? new TextDecoder('gb18030').decode(answer.body) : text
}

/** Addresses in the page's markup, rows inside jpage scripts and markup written by scripts of the site included. */
function linksOf(text: string, base: string): string[] {
  const inside = [...text.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g)].map((match) => match[1] ?? '')
  const $ = load(text + inside.join(''))
  const found = $('[href],[src]')
    .toArray()
    .map((element) => $(element).attr('href') ?? $(element).attr('src') ?? '')
  return found
    .map((href) => href.trim())
    .flatMap((href) =>
      (URL.canParse(href, base) ? [new URL(href, base)] : [])
        .filter((url) => /^http/.test(url.protocol))
        .map((url) => url.href.split('#')[0] ?? ''),
    )
}

/** The site's own addresses within three clicks of its homepage, and what each answers. */
function walk(plan: SitePlan, built: BuiltSite, at: World): Map<string, Answer> {
  const origin = at.origin(plan.host)
  const seen = new Map<string, Answer>()
  let level = [`${origin}/`]
  for (let depth = 0; depth < 3; depth++) {
    const next: string[] = []
    for (const url of level) {
      if (seen.has(url)) continue
      const answer = built.answer({ ...ASK, target: url.slice(origin.length) })
      seen.set(url, answer)
      const written = url.endsWith('.js') ? decode(answer).replaceAll("document.write('", '').replaceAll("');", '') : decode(answer)
      if (/html|javascript/.test(answer.type))
        next.push(...linksOf(written, url.endsWith('.js') ? `${origin}/` : url).filter((link) => link.startsWith(`${origin}/`)))
    }
    level = next
  }
  return seen
}

test('names, hosts and codes are each used once, and the codes have the official form', () => {
  for (const key of ['code', 'name', 'host'] as const) expect(new Set(SITES.map((site) => site[key])).size).toBe(SITES.length)
  expect(SITES.every(({ code }) => isOfficialCode(code))).toBe(true)
  expect(SITES.length).toBeGreaterThanOrEqual(14)
  expect(new Set(SITES.map(({ kind }) => kind))).toEqual(new Set(['city', 'department']))
})

test('no host of the province can exist outside of it', () => {
  expect(SITES.every(({ host }) => host.endsWith('.example'))).toBe(true)
})

test.each(SITES.map((plan) => [plan.name, plan] as const))(
  '%s: every link within three clicks is sound, or its fault is in the truth',
  (_, plan) => {
    const built = plan.build(world)
    const accused = new Set(built.truth({ ipv6: true, browser: true }).map(({ subject }) => subject))
    const answers = walk(plan, built, world)
    const broken = [...answers].filter(([, { status, body }]) => status >= 400 || body.length === 0).map(([url]) => url)
    expect(broken.filter((url) => !accused.has(url) && !accused.has(`${world.origin(plan.host)}/`))).toEqual([])
  },
)

test.each(SITES.map((plan) => [plan.name, plan] as const))('%s: what the truth accuses by address is on the site', (_, plan) => {
  const built = plan.build(world)
  const origin = world.origin(plan.host)
  const accused = built
    .truth({ ipv6: true, browser: true })
    .filter(({ check, subject }) => subject.startsWith(`${origin}/`) && !check.startsWith('links'))
  for (const { subject } of accused)
    expect(built.answer({ ...ASK, target: subject.slice(origin.length) }).body.length, subject).toBeGreaterThan(0)
})

test('whatever the day, every site can be built, and no page shows a day to come but where that is the plant', () => {
  const days = fc.integer({ min: 0, max: 4 * 365 }).map((n) => addDays('2025-01-01', n))
  fc.assert(
    fc.property(days, fc.constantFrom(...SITES), (today, plan) => {
      const at = worldOn(today)
      const text = decode(plan.build(at).answer({ ...ASK, target: '/' }))
      const shown = [...text.matchAll(/\b(\d{4})[-/.](\d{2})[-/.](\d{2})\b/g)].map(([, y, m, d]) => `${y}-${m}-${d}`)
      expect(shown.filter((day) => day > today)).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('the province asks for no more than a night can bear', () => {
  const total = SITES.reduce((sum, plan) => sum + walk(plan, plan.build(world), world).size * (plan.ipv6 === 'serves' ? 2 : 1), 0)
  expect(total).toBeGreaterThan(1000)
  expect(total).toBeLessThan(3000)
})
