import { defineCheck } from '../src/model/check.ts'
import { blindToIpv6, type Ipv6Address, ipv6AddressOf } from '../src/model/ipv6-judging.ts'
import { cite, doubt, hostOf, reasonOfFailure } from '../src/model/judging.ts'

/** The authoritative name servers of the site's domain can themselves be reached over IPv6. */
export default defineCheck({
  id: 'ipv6-nameservers',
  title: '权威域名服务器支持 IPv6',
  basis: {
    document: '甘政办发〔2022〕29号',
    clause: 'IPv6 支持度',
    says: '政府网站域名的权威域名服务器应当具备 IPv6 地址。',
    confidence: 'partly-seen',
  },
  needs: ['dns', 'vantage'],
  /** `any`: one server with an IPv6 address is enough to resolve over IPv6; `all`: each must have one. */
  options: { servers: 'any' },

  run({ dns, vantage }, { site, options }) {
    const subject = hostOf(site.home)
    const asked = dns.filter((capture) => capture.type === 'NS')
    const delegation = asked.find(({ outcome }) => outcome.kind === 'answered' && outcome.records.length > 0) ?? asked.at(-1)
    if (!delegation) return [doubt('no-evidence', { subject, says: `未采集到域名 ${subject} 的权威域名服务器。` })]
    if (delegation.outcome.kind === 'failed') {
      const { because, says } = reasonOfFailure(delegation.outcome.failure)
      return [doubt(because, { subject, says: `域名 ${subject} 的权威域名服务器查询没有结果：${says}。` }, [delegation.id])]
    }
    const names = delegation.outcome.records.map(plain)
    if (names.length === 0) return [doubt('no-evidence', { subject, says: `未查到域名 ${subject} 的权威域名服务器。` }, [delegation.id])]

    const servers = names.map((name) => ({ name, ...ipv6AddressOf(name, { dns, vantage }) }))
    const evidence = [delegation.id, ...servers.flatMap(({ capture }) => (capture ? [capture.id] : []))]
    const named = (state: Ipv6Address['state']) => servers.filter((server) => server.state === state).map(({ name }) => name)
    const [having, lacking, unknown] = [named('has'), named('lacks'), named('unknown')]
    const every = options.servers === 'all'
    if (every ? having.length === names.length : having.length > 0) {
      return [cite('pass', { subject, says: `权威域名服务器具备 IPv6 地址：${having.join('、')}。` }, evidence)]
    }
    if (every ? lacking.length > 0 : lacking.length === names.length) {
      return [cite('fail', { subject, says: `权威域名服务器没有 IPv6 地址：${lacking.join('、')}。` }, evidence)]
    }
    const blind = blindToIpv6(vantage)
    const says = `权威域名服务器的 AAAA 查询没有${blind === null ? '' : '可信的'}结果：${unknown.join('、')}${blind === null ? '' : `（${blind}）`}。`
    return [doubt('our-failure', { subject, says }, evidence)]
  },
})

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '')
