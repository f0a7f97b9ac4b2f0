import check from '../../checks/ipv6-address.ts'
import { testCheck } from './check-tester.ts'
import { dns } from './evidence-of.ts'

testCheck(check, {
  'pass': [
    { name: 'one address', evidence: { dns: [dns('AAAA', ['2001:db8::1'])] }, finds: [{ verdict: 'pass', subject: 'www.example.gov.cn' }] },
    {
      name: 'the resolver failed once',
      evidence: { dns: [dns('AAAA', ['2001:db8::1']), dns('AAAA', 'resolver-failed')] },
      finds: [{ verdict: 'pass' }],
    },
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
    { name: 'another host was asked', evidence: { dns: [dns('AAAA', [], 'other.gov.cn')] }, finds: [{ because: 'no-evidence' }] },
  ],
})
