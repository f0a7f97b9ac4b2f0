import { expect, test } from 'vitest'
import type { RecordedFinding } from '../../../src/model/finding.ts'
import { blameOf } from '../dns/world.ts'
import { type Disturbance, PLACES, spend } from '../limits/lost-town.ts'
import { BAN_CASES, FOLDER_CASES } from './ban-cases.ts'

/** Homepage and robots.txt were had over both families: a site that never answered over one of them is another case. */
const FIRST = 6
/** Every so-many-th request: a moment costs a visit. */
const EVERY = 9
const FOLDER = new URL('/ghjh/', PLACES.home).href

const sound = await spend({})
const failing = (findings: readonly RecordedFinding[]) =>
  findings.filter(({ verdict }) => verdict === 'fail').map(({ check, subject }) => `${check} ${subject}`)
const guards = (findings: readonly RecordedFinding[]) =>
  findings.filter((one) => one.verdict === 'inconclusive' && (one.because === 'protection' || one.because === 'blame-unclear'))

test.each(BAN_CASES)('$name: $does', async ({ as, families, blame }) => {
  for (let moment = FIRST; moment < sound.requests; moment += EVERY) {
    const spent = await spend({ guard: ({ request, family }) => (request >= moment && families.includes(family) ? as : undefined) })
    expect(failing(spent.findings), `from request ${moment}`).toEqual([])
    const doubts = guards(spent.findings)
    expect(doubts.map(blameOf), `from request ${moment}`).toContain(blame)
    expect(spent.captures).toContainEqual(expect.objectContaining({ kind: 'note', about: 'protection', subject: PLACES.home }))
  }
})

test.each(FOLDER_CASES)('$name: $does', async ({ forbidden, as, verdict }) => {
  for (const after of [1, 2]) {
    const { findings, captures } = await spend({ guard: forbidden === 'always' ? pages(as) : folder(as, after) })
    const known = (one: RecordedFinding) => one.check === 'links-level-3' && one.verdict !== 'pass'
    expect(findings.filter(known).map((one) => one.verdict)).toEqual(findings.filter(known).map(() => verdict))
    expect(findings.filter(known)).not.toEqual([])
    if (verdict === 'fail') expect(captures.filter(({ kind }) => kind === 'note')).toEqual([])
    else expect(failing(findings)).toEqual([])
  }
})

test('a visit that has everything asks for nothing more', () => {
  expect(sound.captures.filter((one) => 'look' in one && one.look > 1)).toEqual([])
})

/** The folder is shut after its column and so many of its pages were had over IPv4. */
function folder(as: { readonly status: number }, after: number): NonNullable<Disturbance['guard']> {
  let had = 0
  return ({ url, family }) => {
    if (!url.startsWith(FOLDER) || family === 6) return undefined
    had += 1
    return had > 1 + after ? as : undefined
  }
}

function pages(as: { readonly status: number }): NonNullable<Disturbance['guard']> {
  return ({ url }) => (/\/ghjh\/[345]\.html$/.test(url) ? as : undefined)
}
