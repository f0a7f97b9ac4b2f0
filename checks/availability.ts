import type { ProbeCapture } from '../src/model/capture.ts'
import { defineCheck } from '../src/model/check.ts'
import { FAILURES } from '../src/model/failure.ts'
import type { Finding } from '../src/model/finding.ts'
import { cite, doubt, percent } from '../src/model/judging.ts'
import { millisOf } from '../src/model/time.ts'
import { REFUSALS } from '../src/model/turned-away.ts'

/**
 * Over a week of planned visits the homepage opens in time. Visits that a firewall or our own trouble spoilt do not count. We look from one address, and a
 * firewall that shuts out that address alone looks like a site that is down: silence that goes on for hours is a doubt for a second vantage to settle, and only
 * what the site itself answers, or silence that comes and goes, is a failure beyond doubt.
 */
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
  /** `silentHours`: no answer at all for so long may be a block of our address; blocks are lifted after hours or never. */
  options: { days: 7, visitsPerDay: 20, coverage: 0.9, limitMillis: 15_000, failedShare: 0.05, silentHours: 6 },

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
    const silent = longSilence(visits, options.silentHours)
    const certain = down.length - silent.size
    if (certain / counted.length < options.failedShare) {
      const how = silent.size === counted.length ? '始终' : `有 ${silent.size} 次连续 ${options.silentHours} 小时以上`
      const why = `从本检查点${how}没有应答，单一检查点不能区分网站停止服务与对检查地址的访问限制，请换网络复核`
      return [doubt('blame-unclear', { subject, says: `${says}；${why}。`, measured }, ids(down))]
    }
    return [cite('fail', { subject, says: `${says}，达到 ${percent(options.failedShare)} 的否决线。`, measured }, ids(down))]
  },
})

const HOUR_MS = 3_600_000

interface Visit {
  readonly probe: ProbeCapture
  readonly state: 'up' | 'down' | 'blocked' | 'ours'
  /** Nothing was answered, and whoever stands in between may have seen to that. */
  readonly silent: boolean
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

function visitOf(probe: ProbeCapture, limit: number): Visit {
  const { outcome } = probe
  if (outcome.kind === 'failed') {
    const { blame } = FAILURES[outcome.failure]
    return { probe, state: blame === 'us' ? 'ours' : 'down', silent: blame === 'unclear' || outcome.failure === 'connection-refused' }
  }
  // A guard was there, so the site is not down, and nothing was seen, so it is not up.
  if (probe.quality === 'protection' || REFUSALS.has(outcome.status)) return { probe, state: 'blocked', silent: false }
  const down = outcome.status >= 400 || outcome.millis >= limit
  return { probe, state: down ? 'down' : 'up', silent: false }
}

/** Visits of silences that went on for so long; a block, or trouble of our own, in the middle of one does not end it. */
function longSilence(visits: readonly Visit[], hours: number): ReadonlySet<Visit> {
  const found = new Set<Visit>()
  let silence: Visit[] = []
  const end = () => {
    const [first, last] = [silence[0], silence.at(-1)]
    const millis = first && last ? millisOf(last.probe.plannedFor) - millisOf(first.probe.plannedFor) : 0
    if (millis >= hours * HOUR_MS) for (const visit of silence) found.add(visit)
    silence = []
  }
  for (const visit of [...visits].sort((a, b) => (a.probe.plannedFor < b.probe.plannedFor ? -1 : 1))) {
    if (visit.silent && visit.state === 'down') silence.push(visit)
    else if (visit.state === 'up' || visit.state === 'down') end()
  }
  end()
  return found
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
