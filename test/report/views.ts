import { createHash } from 'node:crypto'
import type { Score, SiteScore } from '../../src/model/rubric.ts'
import { addDays } from '../../src/model/time.ts'
import { doubtView } from '../../src/report/doubt-view.ts'
import type { RunView } from '../../src/report/run-view.ts'
import type { EvidenceItem, IndicatorView, PictureView, ProblemRow, SiteView } from '../../src/report/site-view.ts'
import type { Fault } from './sample-faults.ts'
import { sampleLeague } from './sample-league.ts'
import { pngOf } from './sample-pictures.ts'
import { PROVINCE, type SampleSite } from './sample-province.ts'
import { PART_POINTS, PARTS, type SampleIndicator, sampleIndicators } from './sample-rubric.ts'

const RUN = {
  id: '2026-11-25-crawl-12',
  kind: 'crawl',
  startedAt: '2026-11-25T01:00:00.000+08:00',
  finishedAt: '2026-11-25T03:12:44.000+08:00',
}
const TODAY = '2026-11-25'
const DETAILS = [pngOf(320, 180, 235), pngOf(240, 200, 220)]
const PAGES = [pngOf(320, 640, 245), pngOf(320, 480, 250)]
const NO_DOUBTS = ['pass', 'fail', 'inconclusive', 'not-applicable'] as const
const cents = (points: number): number => Math.round(points * 100) / 100

/** A night over an invented province, as every writer gets it. The same at each call. */
export function sampleRun(): RunView {
  return sampleLeague(RUN, sampleSites())
}

/** The sites of `sampleRun`, in the order of the registry. */
export function sampleSites(): SiteView[] {
  const sites = PROVINCE.map(siteOf)
  return sites.map((site) => ({ ...site, rank: rankOf(site, sites) }))
}

/** The bytes of every picture that the sites name, by SHA-256 in hex. */
export function samplePictures(): Map<string, Uint8Array> {
  return new Map([...DETAILS, ...PAGES].map(({ body, bytes }) => [body.sha256, bytes]))
}

function siteOf(site: SampleSite): SiteView {
  const { code, name, home, kind, reached } = site
  const problems = [...site.faults]
    .sort(
      (a, b) =>
        Number(b.veto ?? false) - Number(a.veto ?? false) || (b.deduction ?? 0) - (a.deduction ?? 0) || (b.atRisk ?? 0) - (a.atRisk ?? 0),
    )
    .map((fault, index) => problemOf(fault, index, site))
  const indicators = sampleIndicators(kind).map((indicator) => indicatorOf(indicator, problems, site))
  const score = scoreOf(site, indicators)
  return {
    code,
    name,
    home,
    owner: { name, kind },
    visit: reached ? { startedAt: '2026-11-25T01:04:10.000+08:00', finishedAt: '2026-11-25T01:31:02.000+08:00' } : null,
    rank: null,
    score,
    rubric: { id: score.rubric, title: kind === 'city' ? '市州、县区政府网站计分表（100 分）' : '省直部门网站计分表（60 分）' },
    indicators,
    problems,
    history: historyOf(site, score),
    seal: reached ? { root: hash(`seal ${code}`), sealedAt: '2026-11-25T03:12:44.000+08:00' } : null,
  }
}

function problemOf(fault: Fault, index: number, site: SampleSite): ProblemRow {
  const { because, pictured, ...given } = fault
  const indicator = sampleIndicators(site.kind).find(({ id }) => id === fault.check)
  return {
    anchor: `f-${site.code}-${index + 1}`,
    site: { code: site.code, name: site.name, owner: site.name },
    indicator: indicator?.title ?? fault.check,
    basis: { document: '国办秘函〔2019〕19号', clause: indicator?.clause ?? '' },
    verdict: because ? 'inconclusive' : 'fail',
    conclusion: because === undefined ? 'certain' : because === 'suspected' ? 'suspected' : 'unchecked',
    doubt: because ? doubtView(because) : null,
    page: null,
    parent: null,
    measured: null,
    status: null,
    millis: null,
    family: null,
    checkedAt: site.reached ? '2026-11-25T01:07:31.000+08:00' : null,
    rechecks: 0,
    stands: 1,
    veto: false,
    deduction: 0,
    atRisk: 0,
    evidence: site.reached ? [evidenceOf(fault, site)] : [],
    picture: pictured ? pictureOf(fault, index) : null,
    ...given,
  }
}

function evidenceOf({ check, subject, page, status = 200, family = 4 }: Fault, { code }: SampleSite): EvidenceItem {
  const id = hash(`${code} ${check} ${subject}`)
  const takenAt = '2026-11-25T01:07:31.000+08:00'
  if (!page) {
    const what = check.startsWith('error-report') ? '找错台账' : '域名解析'
    return {
      id,
      what,
      url: null,
      takenAt,
      family: null,
      address: null,
      says: what === '域名解析' ? 'AAAA：没有记录' : `留言 ${subject}`,
      body: null,
    }
  }
  const what = check.includes('links') ? '链接检测' : '页面'
  const says = typeof status === 'number' ? `HTTP ${status}` : (status ?? '没有应答')
  const body = typeof status === 'number' ? { sha256: hash(`body ${id}`), length: 18_234 } : null
  return { id, what, url: page, takenAt, family, address: family === 6 ? '2001:db8::7' : '192.0.2.7', says, body }
}

function pictureOf({ check, subject, page }: Fault, index: number): PictureView {
  const [detail, whole] = [DETAILS[index % 2], PAGES[index % 2]]
  if (!detail || !whole) throw new Error('the fixture has two pictures of each kind')
  return {
    capture: hash(`picture ${check} ${subject}`),
    mark: 1,
    url: page ?? subject,
    takenAt: '2026-11-25T02:10:00.000+08:00',
    detail: detail.body,
    page: whole.body,
  }
}

function indicatorOf(
  { id, part, title, clause, says, rule }: SampleIndicator,
  problems: readonly ProblemRow[],
  site: SampleSite,
): IndicatorView {
  const own = problems.filter(({ check }) => check === id)
  const points = 'points' in rule ? rule.points : 0
  const manual = rule.kind === 'manual' && !site.settled ? points : 0
  const low = cents(own.reduce((all, { deduction }) => all + deduction, 0))
  const high = cents(own.reduce((all, { atRisk }) => all + atRisk, low) + manual)
  const [fail, inconclusive] = NO_DOUBTS.slice(1, 3).map((verdict) =>
    own.filter((row) => row.verdict === verdict).reduce((all, { stands }) => all + stands, 0),
  )
  const maybe = rule.kind === 'veto' && inconclusive ? 'maybe' : 'no'
  return {
    id,
    part: { id: part, title: PARTS[part] },
    title,
    basis: { document: '国办秘函〔2019〕19号', clause, says },
    rule,
    points,
    score: { low: cents(points - high), high: cents(points - low) },
    lost: { low, high },
    vetoed: own.some(({ veto }) => veto) ? 'yes' : maybe,
    tally: {
      'pass': inconclusive ? 0 : 1,
      'fail': fail ?? 0,
      'inconclusive': (inconclusive ?? 0) + (manual > 0 ? 1 : 0),
      'not-applicable': 0,
    },
    problems: own.map(({ anchor }) => anchor),
  }
}

function scoreOf({ code, kind }: SampleSite, indicators: readonly IndicatorView[]): SiteScore {
  const points = PART_POINTS[kind === 'department' ? 'department' : 'city']
  const sum = (own: readonly IndicatorView[]): Score => ({
    low: cents(own.reduce((all, { score }) => all + score.low, 0)),
    high: cents(own.reduce((all, { score }) => all + score.high, 0)),
  })
  const full = points.running + points.supervision
  const total = sum(indicators)
  const vetoed = indicators.some((one) => one.vetoed === 'yes') ? 'yes' : indicators.some((one) => one.vetoed === 'maybe') ? 'maybe' : 'no'
  const good = full === 100 ? 96 : 57
  const sufficient = full * 0.6
  const grade =
    vetoed === 'yes' || total.high < sufficient
      ? 'insufficient'
      : vetoed === 'maybe'
        ? 'open'
        : total.low >= good
          ? 'good'
          : total.low >= sufficient && total.high < good
            ? 'sufficient'
            : 'open'
  const parts = (['running', 'supervision'] as const).map((id) => ({
    id,
    title: PARTS[id],
    points: points[id],
    score: sum(indicators.filter(({ part }) => part.id === id)),
  }))
  return {
    site: code,
    rubric: kind === 'department' ? 'department-60@2026-1' : 'city-100@2026-1',
    asOf: '2026-11-25T01:04:10.000+08:00',
    total,
    full,
    vetoed,
    grade,
    parts,
    indicators: indicators.map(({ id, part, title, score, points: most, vetoed: veto, tally }) => ({
      id,
      part: part.id,
      title,
      check: id === 'services' ? null : id,
      score,
      points: most,
      vetoed: veto,
      tally,
    })),
  }
}

function historyOf({ nights }: SampleSite, { total, full }: SiteScore): SiteView['history'] {
  return Array.from({ length: nights }, (_, index) => {
    const ago = nights - 1 - index
    const less = ago === 0 ? 0 : ((ago * 7) % 5) + 0.25
    const bound = (points: number) => cents(Math.max(0, points - less))
    return {
      run: `${addDays(TODAY, -ago)}-crawl-${12 - ago}`,
      day: addDays(TODAY, -ago),
      total: { low: bound(total.low), high: bound(total.high) },
      full,
    }
  })
}

function rankOf(site: SiteView, sites: readonly SiteView[]): SiteView['rank'] {
  const rivals = sites.filter(({ owner }) => owner.kind === site.owner.kind)
  const above = (one: SiteView, other: SiteView, sure: boolean) => {
    const [vetoed, clean] = [one.score?.vetoed === 'yes', other.score?.vetoed === 'yes']
    if (vetoed !== clean) return clean
    const [mine, theirs] = [one.score?.total ?? { low: 0, high: 0 }, other.score?.total ?? { low: 0, high: 0 }]
    return sure ? mine.low > theirs.high : mine.high > theirs.low
  }
  const place = (sure: boolean) => 1 + rivals.filter((rival) => rival !== site && above(rival, site, sure)).length
  return { best: place(true), worst: place(false), of: rivals.length }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
