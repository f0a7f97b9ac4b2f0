import check from '../../checks/ipv6-same-content.ts'
import { testCheck } from './check-tester.ts'
import { dns, homeless, homeWith, note, seen, vantage } from './evidence-of.ts'

const structure = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

testCheck(check, {
  'pass': [
    {
      name: 'the same structure',
      evidence: { home: homeWith({ structure }, [seen({ family: 6, facts: { structure } })]) },
      finds: [{ verdict: 'pass', measured: { value: 1, unit: 'ratio', threshold: 0.6 } }],
    },
    {
      name: 'the same bytes without structure',
      evidence: {
        home: homeless(seen({ sha256: 'x', facts: { structure: [] } }), seen({ family: 6, sha256: 'x', facts: { structure: [] } })),
      },
      finds: [{ verdict: 'pass' }],
    },
  ],
  'fail': 'never accuses',
  'inconclusive': [
    {
      name: 'robots',
      evidence: { dns: [dns('AAAA', ['2001:db8::1'])], home: homeless(), notes: [note('robots')], vantage: vantage(true) },
      finds: [{ because: 'robots' }],
    },
    {
      name: 'one copy without any structure',
      evidence: { home: homeWith({ structure }, [seen({ family: 6, facts: { structure: [] } })]) },
      finds: [{ because: 'needs-a-person' }],
    },
    {
      name: 'neither copy has any',
      evidence: { home: homeWith({ structure: [] }, [seen({ family: 6, facts: { structure: [] } })]) },
      finds: [{ because: 'unreadable' }],
    },
    {
      name: 'blocked over IPv4 and not asked over IPv6',
      evidence: {
        dns: [dns('AAAA', ['2001:db8::1'])],
        home: homeless(seen({ status: 412, facts: { quality: 'protection' } })),
        vantage: vantage(true),
      },
      finds: [{ because: 'protection' }],
    },
    {
      name: 'another page',
      evidence: { home: homeWith({ structure }, [seen({ family: 6, facts: { structure: ['x', 'y', 'z'] } })]) },
      finds: [{ because: 'needs-a-person' }],
    },
    {
      name: 'nothing over IPv6',
      evidence: { dns: [dns('AAAA', ['2001:db8::1'])], home: homeWith() },
      finds: [{ because: 'no-ipv6-here' }],
    },
    {
      name: 'blocked over IPv6',
      evidence: { home: homeWith({}, [seen({ family: 6, status: 412, facts: { quality: 'protection' } })]), vantage: vantage(true) },
      finds: [{ because: 'protection' }],
    },
  ],
  'not-applicable': [
    { name: 'no IPv6 at all', evidence: { dns: [dns('AAAA', [])], home: homeWith() }, finds: [{ verdict: 'not-applicable' }] },
  ],
})
