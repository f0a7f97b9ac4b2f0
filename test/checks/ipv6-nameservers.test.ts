import check from '../../checks/ipv6-nameservers.ts'
import { testCheck } from './check-tester.ts'
import { dns, seesNoIpv6 } from './evidence-of.ts'

const ns = dns('NS', ['ns1.example.gov.cn.', 'NS2.example.gov.cn'], 'example.gov.cn')
const first = (records: Parameters<typeof dns>[1]) => dns('AAAA', records, 'ns1.example.gov.cn')
const second = (records: Parameters<typeof dns>[1]) => dns('AAAA', records, 'ns2.example.gov.cn')

testCheck(check, {
  'pass': [
    {
      name: 'asked twice, answered once',
      evidence: { dns: [ns, first([]), second(['2001:db8::53']), second('timed-out')] },
      finds: [{ verdict: 'pass' }],
    },
    { name: 'one of two has an address', evidence: { dns: [ns, first([]), second(['2001:db8::53'])] }, finds: [{ verdict: 'pass' }] },
    {
      name: 'all of two',
      evidence: { dns: [ns, first(['2001:db8::52']), second(['2001:db8::53'])] },
      options: { servers: 'all' },
      finds: [{ verdict: 'pass' }],
    },
  ],
  'fail': [
    {
      name: 'none has an address',
      evidence: { dns: [ns, first([]), second('no-address')] },
      finds: [{ verdict: 'fail', subject: 'www.example.gov.cn' }],
    },
    {
      name: 'one of two, where all must',
      evidence: { dns: [ns, first([]), second(['2001:db8::53'])] },
      options: { servers: 'all' },
      finds: [{ verdict: 'fail' }],
    },
  ],
  'inconclusive': [
    {
      name: 'where all must, and one was not answered',
      evidence: { dns: [ns, first(['2001:db8::52']), second('resolver-failed')] },
      options: { servers: 'all' },
      finds: [{ because: 'our-failure' }],
    },
    {
      name: 'only the address over IPv4 was asked',
      evidence: { dns: [ns, first([]), dns('A', ['192.0.2.53'], 'ns2.example.gov.cn')] },
      finds: [{ because: 'our-failure' }],
    },
    {
      name: 'the only server has no address of either kind',
      evidence: { dns: [dns('NS', ['ns1.example.gov.cn'], 'example.gov.cn'), first([]), dns('A', [], 'ns1.example.gov.cn')] },
      finds: [{ because: 'our-failure' }],
    },
    {
      name: 'our resolver leaves out every IPv6 address',
      evidence: { dns: [ns, first([]), second([])], vantage: seesNoIpv6() },
      finds: [{ because: 'our-failure' }],
    },
    {
      name: 'one of two was not answered',
      evidence: { dns: [ns, first([]), second('resolver-failed')] },
      finds: [{ because: 'our-failure' }],
    },
    {
      name: 'the delegation was not answered',
      evidence: { dns: [dns('NS', 'timed-out', 'example.gov.cn')] },
      finds: [{ because: 'blame-unclear' }],
    },
    { name: 'no name server was found', evidence: { dns: [dns('NS', [], 'example.gov.cn')] }, finds: [{ because: 'no-evidence' }] },
  ],
})
