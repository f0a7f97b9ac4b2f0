import { similarity } from '../src/extract/structure.ts'
import { defineCheck } from '../src/model/check.ts'
import type { SeenPage } from '../src/model/evidence.ts'
import { ipv6AddressOf, reached } from '../src/model/ipv6-judging.ts'
import { cite, doubt, homeDoubt, hostOf, notApplicable, percent } from '../src/model/judging.ts'

/** The homepage is the same over both families. A difference is a warning for a person, never an offence. */
export default defineCheck({
  id: 'ipv6-same-content',
  title: 'IPv4 与 IPv6 首页内容一致',
  basis: {
    document: '甘政办发〔2022〕29号',
    clause: 'IPv6 支持度',
    says: '通过 IPv4 和 IPv6 访问的页面内容应当一致。',
    confidence: 'partly-seen',
  },
  needs: ['dns', 'home', 'vantage', 'notes'],
  /** Below this likeness of page structure a person should look. */
  options: { similar: 0.6 },

  run({ dns, home, vantage, notes }, { site, options }) {
    const subject = site.home
    const v4 = best(home.looks, 4)
    const v6 = best(home.looks, 6)
    if (!v6) {
      const address = ipv6AddressOf(hostOf(subject), { dns, vantage })
      if (address.state === 'lacks') return [notApplicable({ subject, says: '网站没有 IPv6 地址，无从比较。' }, [address.capture.id])]
      if (home.looks.some((look) => look.family === 6 && look.facts?.quality === 'protection')) {
        return [doubt('protection', { subject, says: '通过 IPv6 访问首页被网站防护设备拦截，无法比较。' })]
      }
      const proven = vantage.ipv6.proven
      const reason = proven ? (homeDoubt(home, notes)?.because ?? 'no-evidence') : 'no-ipv6-here'
      return [doubt(reason, { subject, says: '未能通过 IPv6 读取首页，无法比较。' })]
    }
    if (!v4) return [doubt('no-evidence', { subject, says: '未能通过 IPv4 读取首页，无法比较。' }, [v6.id])]

    const evidence = [v4.id, v6.id]
    const alike = sameBytes(v4, v6) ? 1 : likeness(v4, v6)
    if (alike === null) return [doubt('unreadable', { subject, says: '首页没有可供比较的结构。' }, evidence)]
    const measured = { value: alike, unit: 'ratio', threshold: options.similar } as const
    if (alike >= options.similar)
      return [cite('pass', { subject, says: `通过 IPv4 和 IPv6 读取的首页结构一致（相似度 ${percent(alike)}）。`, measured }, evidence)]
    return [
      doubt(
        'needs-a-person',
        { subject, says: `通过 IPv4 和 IPv6 读取的首页结构不同（相似度 ${percent(alike)}），请人工比对。`, measured },
        evidence,
      ),
    ]
  },
})

function best(looks: readonly SeenPage[], family: 4 | 6): SeenPage | undefined {
  return looks.findLast((look) => look.family === family && look.facts !== null && reached(look))
}

function sameBytes(a: SeenPage, b: SeenPage): boolean {
  return a.outcome.kind === 'answered' && b.outcome.kind === 'answered' && a.outcome.body.sha256 === b.outcome.body.sha256
}

function likeness(a: SeenPage, b: SeenPage): number | null {
  const [left, right] = [a.facts?.structure ?? [], b.facts?.structure ?? []]
  return left.length === 0 && right.length === 0 ? null : similarity(left, right)
}
