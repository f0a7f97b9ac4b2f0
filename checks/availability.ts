import type { ProbeCapture } from '../src/model/capture.ts'
import { defineCheck } from '../src/model/check.ts'
import { FAILURES } from '../src/model/failure.ts'
import type { Finding } from '../src/model/finding.ts'
import { cite, doubt, percent } from '../src/model/judging.ts'

/** Over a week of planned visits the homepage opens in time. Visits that a firewall or our own trouble spoilt do not count. */
export default defineCheck({
  id: 'availability',
  title: '首页可用性',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '单项否决：站点无法访问',
    says: '一周内每天间隔访问首页不少于 20 次，15 秒内未打开即为一次失败，失败占比达到 5% 为不合格。',
    confidence: 'seen',
  },
  needs: ['availability'],
  /** `coverage`: the share of the visits asked for that must have been made before anything is said. */
  options: { days: 7, visitsPerDay: 20, coverage: 0.9, limitMillis: 15_000, failedShare: 0.05 },

  run({ availability }, { site, options }) {
    const subject = site.home
    const visits = visitsOf(availability.probes, options.limitMillis)
    const counted = visits.filter(({ state }) => state === 'up' || state === 'down')
    const asked = options.days * options.visitsPerDay
    if (counted.length < asked * options.coverage) return [tooFew(subject, visits, counted.length, asked)]

    const down = counted.filter(({ state }) => state === 'down')
    const ratio = down.length / counted.length
    const says = `近 ${options.days} 天共访问首页 ${counted.length} 次，失败 ${down.length} 次，占 ${percent(ratio)}`
    const measured = { value: ratio, unit: 'ratio', threshold: options.failedShare } as const
    const ids = (list: readonly Visit[]) => list.map(({ probe }) => probe.id)
    if (ratio < options.failedShare) return [cite('pass', { subject, says: `${says}。`, measured }, ids(counted))]
    const neverSeen = down.length === counted.length && !down.some(({ certain }) => certain)
    if (neverSeen) return [doubt('blame-unclear', { subject, says: `${says}；从本检查点始终没有应答，责任不明。`, measured }, ids(down))]
    return [cite('fail', { subject, says: `${says}，达到 ${percent(options.failedShare)} 的否决线。`, measured }, ids(down))]
  },
})

interface Visit {
  readonly probe: ProbeCapture
  readonly state: 'up' | 'down' | 'blocked' | 'ours'
  /** The failure is beyond doubt the site's own. */
  readonly certain: boolean
}

/** One visit a planned moment: the homepage opened if it opened over either family. */
function visitsOf(probes: readonly ProbeCapture[], limit: number): Visit[] {
  const order = { up: 0, blocked: 1, down: 2, ours: 3 }
  const byMoment = Map.groupBy(probes, (probe) => probe.plannedFor)
  return [...byMoment.values()].flatMap((together) => {
    const [best] = together.map((probe) => visitOf(probe, limit)).sort((a, b) => order[a.state] - order[b.state])
    return best ? [best] : []
  })
}

/** Answers by which a guard turns programs away: it was there, so the site is not down, and nothing was seen, so it is not up. */
const GUARDED = new Set([401, 403, 405, 406, 412, 418, 429, 521])

function visitOf(probe: ProbeCapture, limit: number): Visit {
  const { outcome } = probe
  if (outcome.kind === 'failed') {
    const { blame } = FAILURES[outcome.failure]
    return { probe, state: blame === 'us' ? 'ours' : 'down', certain: blame === 'site' }
  }
  if (probe.quality === 'protection' || GUARDED.has(outcome.status)) return { probe, state: 'blocked', certain: false }
  const down = outcome.status >= 400 || outcome.millis >= limit
  return { probe, state: down ? 'down' : 'up', certain: true }
}

function tooFew(subject: string, visits: readonly Visit[], counted: number, asked: number): Finding {
  const number = (state: Visit['state']) => visits.filter((visit) => visit.state === state).length
  const [blocked, ours] = [number('blocked'), number('ours')]
  const spoilt = `${blocked > 0 ? `，被防护设备拦截 ${blocked} 次` : ''}${ours > 0 ? `，因本机故障作废 ${ours} 次` : ''}`
  const says = `近一周应访问首页 ${asked} 次，有效访问 ${counted} 次${spoilt}，不足以评判。`
  const because = blocked > 0 && blocked >= ours && blocked >= counted ? 'protection' : ours > counted ? 'our-failure' : 'no-evidence'
  return doubt(
    because,
    { subject, says },
    visits.map(({ probe }) => probe.id),
  )
}
