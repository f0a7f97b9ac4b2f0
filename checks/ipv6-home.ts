import { defineCheck } from '../src/model/check.ts'
import type { SeenPage } from '../src/model/evidence.ts'
import { FAILURES } from '../src/model/failure.ts'
import type { Finding } from '../src/model/finding.ts'
import { type Ipv6Address, ipv6AddressOf, reached } from '../src/model/ipv6-judging.ts'
import { cite, doubt, homeDoubt, hostOf, type Reason, reasonOfFailure } from '../src/model/judging.ts'
import { LOST } from '../src/model/loss.ts'

/** The homepage answers over IPv6. Our own route must be proven before silence means anything. */
export default defineCheck({
  id: 'ipv6-home',
  title: '首页可通过 IPv6 访问',
  basis: {
    document: '甘政办发〔2022〕29号',
    clause: 'IPv6 支持度',
    says: '政府网站首页应当可以通过 IPv6 访问。',
    confidence: 'seen',
  },
  needs: ['dns', 'home', 'vantage', 'notes'],
  /** So many failed looks, apart in time, before a failure counts. */
  options: { looks: 2 },

  run({ dns, home, vantage, notes }, { site, options }) {
    const subject = site.home
    const looks = home.looks.filter((look) => look.family === 6)
    const good = looks.find(reached)
    if (good) return [cite('pass', { subject, says: `首页可以通过 IPv6 访问${good.address ? `（${good.address}）` : ''}。` }, [good.id])]
    if (looks.some(({ crashed }) => crashed))
      return [doubt(LOST.crashed.because, { subject, says: `通过 IPv6 访问首页有应答，但${LOST.crashed.says}，不能认定。` }, ids(looks))]

    const address = ipv6AddressOf(hostOf(subject), { dns, vantage })
    if (address.state === 'lacks') {
      return [cite('fail', { subject, says: '域名没有 AAAA 记录，首页不能通过 IPv6 访问。' }, [address.capture.id])]
    }
    if (!vantage.ipv6.proven)
      return [
        doubt(
          'no-ipv6-here',
          { subject, says: `首页未能通过 IPv6 访问，但检查点的 IPv6 网络未得到证实：${vantage.ipv6.says.replace(/。$/, '')}。` },
          ids(looks),
        ),
      ]
    if (looks.length === 0) return [notLooked(subject, address, homeDoubt(home, notes))]
    return [
      judgeFailures(
        subject,
        looks,
        home.looks.filter((look) => look.family === 4),
        options.looks,
        notes.some(({ about }) => about === 'protection'),
      ),
    ]
  },
})

const ids = (looks: readonly SeenPage[]): readonly string[] => looks.map((look) => look.id)

function notLooked(subject: string, { capture }: Ipv6Address, reason: Reason | null): Finding {
  const failed = capture?.outcome.kind === 'failed' ? capture.outcome.failure : undefined
  if (failed)
    return doubt(
      reasonOfFailure(failed).because,
      { subject, says: `AAAA 查询没有结果：${FAILURES[failed].says}。` },
      capture ? [capture.id] : [],
    )
  if (reason) return doubt(reason.because, { subject, says: `${reason.says}，未能检查 IPv6 访问。` })
  return doubt('no-evidence', { subject, says: '未采集到通过 IPv6 访问首页的结果。' })
}

function judgeFailures(subject: string, looks: readonly SeenPage[], v4: readonly SeenPage[], enough: number, shut: boolean): Finding {
  const evidence = ids([...looks, ...v4])
  if (looks.some((look) => look.facts?.quality === 'protection')) {
    return doubt('protection', { subject, says: '通过 IPv6 访问首页被网站防护设备拦截。' }, evidence)
  }
  const refusal = looks.findLast((look) => look.outcome.kind === 'answered')
  if (refusal?.outcome.kind === 'answered') {
    return doubt('suspected', { subject, says: `通过 IPv6 访问首页返回 HTTP ${refusal.outcome.status}。` }, evidence)
  }
  const failures = looks.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.failure] : []))
  const theirs = failures.filter((failure) => FAILURES[failure].blame !== 'us')
  const last = theirs.at(-1)
  if (last === undefined) {
    const ours = failures.at(-1) ?? 'our-limit'
    return doubt(reasonOfFailure(ours).because, { subject, says: `未能通过 IPv6 访问首页：${FAILURES[ours].says}。` }, evidence)
  }
  const says = `通过 IPv6 访问首页 ${theirs.length} 次均失败：${FAILURES[last].says}`
  // Whoever turns us away over both ways alike, a firewall by a refusal or a loop of redirects too, may let everybody else in.
  if (!v4.some(reached)) {
    const blocked = v4.some((look) => look.facts?.quality === 'protection')
    const unclear = v4.some(({ crashed }) => crashed) ? LOST.crashed.because : 'blame-unclear'
    return doubt(blocked ? 'protection' : unclear, { subject, says: `${says}；同时未能通过 IPv4 读取首页。` }, evidence)
  }
  if (shut) return doubt('protection', { subject, says: `${says}；检查中途访问受到限制，不能认定。` }, evidence)
  if (theirs.length < enough) return doubt('suspected', { subject, says: `${says}，尚未复核。` }, evidence)
  return cite('fail', { subject, says: `${says}；同期 IPv4 访问正常。` }, evidence)
}
