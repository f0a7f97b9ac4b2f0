import { defineCheck } from '../src/model/check.ts'
import { FAILURES } from '../src/model/failure.ts'
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
  needs: ['dns'],
  options: {},

  run({ dns }, { site }) {
    const subject = hostOf(site.home)
    const asked = dns.filter((capture) => capture.type === 'AAAA' && capture.host.toLowerCase() === subject)
    const best = asked.find(({ outcome }) => outcome.kind === 'answered' && outcome.records.length > 0) ?? asked.at(-1)
    if (!best) return [doubt('no-evidence', { subject, says: `未采集到域名 ${subject} 的 AAAA 查询结果。` })]

    const { outcome, id } = best
    if (outcome.kind === 'answered' && outcome.records.length > 0) {
      return [cite('pass', { subject, says: `域名 ${subject} 有 AAAA 记录：${outcome.records.join('、')}。` }, [id])]
    }
    if (outcome.kind === 'answered')
      return [cite('fail', { subject, says: `域名 ${subject} 没有 AAAA 记录，不具备 IPv6 地址解析。` }, [id])]
    const { blame, says } = FAILURES[outcome.failure]
    if (blame === 'site') return [cite('fail', { subject, says: `域名 ${subject} 没有 AAAA 记录（${says}）。` }, [id])]
    return [doubt(reasonOfFailure(outcome.failure).because, { subject, says: `域名 ${subject} 的 AAAA 查询没有结果：${says}。` }, [id])]
  },
})
