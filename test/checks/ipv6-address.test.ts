import check from '../../checks/ipv6-address.ts'
import { testCheck } from './check-tester.ts'
import { dns, homeless, seen, seesNoIpv6 } from './evidence-of.ts'

testCheck(check, {
  'pass': [
    { name: 'one address', evidence: { dns: [dns('AAAA', ['2400::1'])] }, finds: [{ verdict: 'pass', subject: 'www.example.gov.cn' }] },
    {
      name: 'the resolver failed once',
      evidence: { dns: [dns('AAAA', ['2400::1']), dns('AAAA', 'resolver-failed')] },
      finds: [{ verdict: 'pass' }],
    },
    {
      name: 'an address of an internal network, which the settings let us ask',
      evidence: { dns: [dns('AAAA', ['fd00::1'])], home: homeless(seen({ family: 6, failure: 'timed-out' })) },
      finds: [{ verdict: 'pass' }],
    },
    { name: 'one of two is public', evidence: { dns: [dns('AAAA', ['fe80::1', '2400::1'])] }, finds: [{ verdict: 'pass' }] },
  ],
  'fail': [
    { name: 'the name has no such record', evidence: { dns: [dns('AAAA', []), dns('A', ['192.0.2.1'])] }, finds: [{ verdict: 'fail' }] },
  ],
  'inconclusive': [
    {
      name: 'the name does not exist: the registry or our resolver may be wrong',
      evidence: { dns: [dns('AAAA', 'no-such-host')] },
      finds: [{ because: 'blame-unclear' }],
    },
    { name: 'no answer in time', evidence: { dns: [dns('AAAA', 'timed-out')] }, finds: [{ because: 'blame-unclear' }] },
    { name: 'the resolver failed', evidence: { dns: [dns('AAAA', 'resolver-failed')] }, finds: [{ because: 'our-failure' }] },
    ...['::1', 'fe80::1', 'fd00::1', '::ffff:192.0.2.1', '2001:db8::1', '2002:c000:201::1', '3fff:1::1', 'ff02::1', '::'].map(
      (address) => ({
        name: `${address} is no address of the internet`,
        evidence: { dns: [dns('AAAA', [address])], home: homeless(seen({ family: 6, failure: 'not-allowed' })) },
        finds: [{ because: 'needs-a-person' as const }],
      }),
    ),
    { name: 'no address of either kind', evidence: { dns: [dns('AAAA', []), dns('A', [])] }, finds: [{ because: 'blame-unclear' }] },
    {
      name: 'our resolver leaves out every IPv6 address',
      evidence: { dns: [dns('AAAA', []), dns('A', ['192.0.2.1'])], vantage: seesNoIpv6() },
      finds: [{ because: 'our-failure' }],
    },
    { name: 'another host was asked', evidence: { dns: [dns('AAAA', [], 'other.gov.cn')] }, finds: [{ because: 'no-evidence' }] },
  ],
})
