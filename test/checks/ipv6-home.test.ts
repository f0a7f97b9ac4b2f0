import check from '../../checks/ipv6-home.ts'
import type { Failure } from '../../src/model/failure.ts'
import { testCheck } from './check-tester.ts'
import { dns, homeless, homeWith, note, seen, vantage } from './evidence-of.ts'

const address = [dns('AAAA', ['2001:db8::1'])]
const failing = (failure: Failure) => [seen({ family: 6, failure }), seen({ family: 6, look: 2, failure })]

testCheck(check, {
  'pass': [
    {
      name: 'an answer proves the route too',
      evidence: { dns: address, home: homeWith({}, [seen({ family: 6 })]), vantage: vantage(false) },
      finds: [{ verdict: 'pass' }],
    },
    {
      name: 'the second look succeeds',
      evidence: { dns: address, home: homeWith({}, [seen({ family: 6, failure: 'timed-out' }), seen({ family: 6, look: 2 })]) },
      finds: [{ verdict: 'pass' }],
    },
  ],
  'fail': [
    {
      name: 'IPv4 answers at the second look',
      evidence: {
        dns: address,
        home: homeless(seen({ failure: 'timed-out' }), seen({ look: 2 }), ...failing('timed-out')),
        vantage: vantage(true),
      },
      finds: [{ verdict: 'fail' }],
    },
    { name: 'there is no address', evidence: { dns: [dns('AAAA', [])], home: homeWith() }, finds: [{ verdict: 'fail' }] },
    {
      name: 'silent twice while IPv4 answers',
      evidence: { dns: address, home: homeWith({}, failing('timed-out')), vantage: vantage(true) },
      finds: [{ verdict: 'fail' }],
    },
    {
      name: 'refused twice',
      evidence: { dns: address, home: homeWith({}, failing('connection-refused')), vantage: vantage(true) },
      finds: [{ verdict: 'fail' }],
    },
  ],
  'inconclusive': [
    {
      name: 'robots',
      evidence: { dns: address, home: homeless(), notes: [note('robots')], vantage: vantage(true) },
      finds: [{ because: 'robots' }],
    },
    {
      name: 'refused once and silent once, IPv4 silent',
      evidence: {
        dns: address,
        home: homeless(
          seen({ failure: 'timed-out' }),
          seen({ family: 6, failure: 'connection-refused' }),
          seen({ family: 6, look: 2, failure: 'timed-out' }),
        ),
        vantage: vantage(true),
      },
      finds: [{ because: 'blame-unclear' }],
    },
    {
      name: 'blocked once and silent once',
      evidence: {
        dns: address,
        home: homeWith({}, [
          seen({ family: 6, failure: 'timed-out' }),
          seen({ family: 6, look: 2, status: 412, facts: { quality: 'protection' } }),
        ]),
        vantage: vantage(true),
      },
      finds: [{ because: 'protection' }],
    },
    {
      name: 'IPv4 blocked once and silent once',
      evidence: {
        dns: address,
        home: homeless(
          seen({ status: 412, facts: { quality: 'protection' } }),
          seen({ look: 2, failure: 'timed-out' }),
          ...failing('timed-out'),
        ),
        vantage: vantage(true),
      },
      finds: [{ because: 'protection' }],
    },
    {
      name: 'an error page with a good status',
      evidence: { dns: address, home: homeWith({}, [seen({ family: 6, facts: { quality: 'error-page' } })]), vantage: vantage(true) },
      finds: [{ because: 'suspected' }],
    },
    {
      name: 'our own route is not proven',
      evidence: { dns: address, home: homeWith({}, failing('timed-out')) },
      finds: [{ because: 'no-ipv6-here' }],
    },
    {
      name: 'refused twice, and over IPv4 too',
      evidence: {
        dns: address,
        home: homeless(seen({ failure: 'connection-refused' }), ...failing('connection-refused')),
        vantage: vantage(true),
      },
      finds: [{ because: 'blame-unclear' }],
    },
    {
      name: 'one look only',
      evidence: { dns: address, home: homeWith({}, [seen({ family: 6, failure: 'timed-out' })]), vantage: vantage(true) },
      finds: [{ because: 'suspected' }],
    },
    {
      name: 'IPv4 is silent too',
      evidence: { dns: address, home: homeless(seen({ failure: 'timed-out' }), ...failing('timed-out')), vantage: vantage(true) },
      finds: [{ because: 'blame-unclear' }],
    },
    {
      name: 'we may not go there',
      evidence: { dns: address, home: homeWith({}, failing('not-allowed')), vantage: vantage(true) },
      finds: [{ because: 'our-failure' }],
    },
    {
      name: 'a firewall answers',
      evidence: {
        dns: address,
        home: homeWith({}, [seen({ family: 6, status: 412, facts: { quality: 'protection' } })]),
        vantage: vantage(true),
      },
      finds: [{ because: 'protection' }],
    },
    {
      name: 'IPv4 is blocked and IPv6 silent',
      evidence: {
        dns: address,
        home: homeless(seen({ status: 412, facts: { quality: 'protection' } }), ...failing('timed-out')),
        vantage: vantage(true),
      },
      finds: [{ because: 'protection' }],
    },
    {
      name: 'a server error',
      evidence: {
        dns: address,
        home: homeWith({}, [seen({ family: 6, status: 502, facts: { quality: 'error-page' } })]),
        vantage: vantage(true),
      },
      finds: [{ because: 'suspected' }],
    },
    {
      name: 'the address is not known',
      evidence: { dns: [dns('AAAA', 'resolver-failed')], home: homeWith(), vantage: vantage(true) },
      finds: [{ because: 'our-failure' }],
    },
  ],
})
