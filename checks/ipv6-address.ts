import { defineCheck } from '../src/model/check.ts'
import type { HomeView } from '../src/model/evidence.ts'
import { FAILURES } from '../src/model/failure.ts'
import type { Finding } from '../src/model/finding.ts'
import { blindToIpv6, ipv6AddressOf, isPublicIpv6 } from '../src/model/ipv6-judging.ts'
import { cite, doubt, hostOf, reasonOfFailure } from '../src/model/judging.ts'

/** The host has an AAAA record. A resolver that did not answer proves nothing. */
export default defineCheck({
  id: 'ipv6-address',
  title: '域名具备 IPv6 地址解析',
  basis: {
    document: '甘政办发〔2022〕29号',
    clause: 'IPv6 支持度',
    says: '政府网站域名应当具备 IPv6 地址解析（AAAA 记录）。',
    confidence: 'seen',
  },
  needs: ['dns', 'home', 'vantage'],
  /** Up to so many addresses are named one by one. */
  options: { named: 5 },

  run({ dns, home, vantage }, { site, options }) {
    const subject = hostOf(site.home)
    const { state, capture } = ipv6AddressOf(subject, { dns, vantage })
    if (!capture) return [doubt('no-evidence', { subject, says: `未采集到域名 ${subject} 的 AAAA 查询结果。` })]

    const { outcome, id } = capture
    if (outcome.kind === 'answered' && outcome.records.length > 0 && state !== 'has') return [translated(subject, id, outcome.records)]
    if (outcome.kind === 'answered' && outcome.records.length > 0) {
      const named = list(outcome.records, options.named)
      if (outcome.records.some(isPublicIpv6) || wasAsked(home))
        return [cite('pass', { subject, says: `域名 ${subject} 有 AAAA 记录：${named}。` }, [id])]
      const says = `域名 ${subject} 的 AAAA 记录（${named}）不是互联网上可以访问的地址，请人工核实。`
      return [doubt('needs-a-person', { subject, says }, [id])]
    }
    if (outcome.kind === 'answered' && state === 'lacks')
      return [cite('fail', { subject, says: `域名 ${subject} 没有 AAAA 记录，不具备 IPv6 地址解析。` }, [id])]
    if (outcome.kind === 'answered') return [notBelieved(subject, id, blindToIpv6(vantage))]
    const { says } = FAILURES[outcome.failure]
    if (state === 'lacks') return [cite('fail', { subject, says: `域名 ${subject} 没有 AAAA 记录（${says}）。` }, [id])]
    return [doubt(reasonOfFailure(outcome.failure).because, { subject, says: `域名 ${subject} 的 AAAA 查询没有结果：${says}。` }, [id])]
  },
})

/** True when the settings let us ask at the site's IPv6 address, wherever it lies: sites of an internal network are reached there. */
function wasAsked({ looks }: HomeView): boolean {
  return looks.some(({ family, outcome }) => family === 6 && (outcome.kind === 'answered' || outcome.failure !== 'not-allowed'))
}

function translated(subject: string, id: string, records: readonly string[]): Finding {
  const says = `域名 ${subject} 的 AAAA 查询结果（${records[0]}）是检查方网络由 IPv4 地址转换生成的（DNS64），不是网站自己的 IPv6 地址，不能据此认定。`
  return doubt('our-failure', { subject, says }, [id])
}

function notBelieved(subject: string, id: string, blind: string | null): Finding {
  const says = `域名 ${subject} 的 AAAA 查询返回空结果，但${blind ?? '该域名的 A 查询也没有结果'}，不能据此认定。`
  return doubt(blind !== null ? 'our-failure' : 'blame-unclear', { subject, says }, [id])
}

function list(records: readonly string[], named: number): string {
  const all = records.length > named ? ` 等 ${records.length} 个` : ''
  return `${records.slice(0, named).join('、')}${all}`
}
