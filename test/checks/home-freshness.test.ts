import check from '../../checks/home-freshness.ts'
import { testCheck } from './check-tester.ts'
import { column, daysAgo, HOME, homeless, homeWith, row, seen } from './evidence-of.ts'

const old = row({ date: daysAgo(40) })
const shared = row({ date: daysAgo(3), url: `${HOME}art/shared.html` })

testCheck(check, {
  'pass': [
    { name: 'an item of today', evidence: { home: homeWith({ list: [row({ date: daysAgo(0) })] }) }, finds: [{ verdict: 'pass' }] },
    {
      name: 'a navigation page with a column of fourteen days',
      evidence: { home: homeWith(), columns: [column({ newest: daysAgo(14) }), column({ newest: daysAgo(-1) })] },
      finds: [{ verdict: 'pass' }],
    },
    {
      name: 'something new acquits though part of the page is missing',
      evidence: { home: homeWith({ quality: 'truncated', list: [row({ date: daysAgo(1) })] }) },
      finds: [{ verdict: 'pass' }],
    },
    {
      name: 'fourteen days to the day',
      evidence: { home: homeWith({ list: [old, row({ date: daysAgo(14) })] }) },
      finds: [{ verdict: 'pass', subject: HOME, measured: { value: 14, unit: 'day', threshold: 14 } }],
    },
    {
      name: 'a date in the address acquits',
      evidence: { home: homeWith({ list: [old, row({ date: daysAgo(2), dateSource: 'url' })] }) },
      finds: [{ verdict: 'pass' }],
    },
    {
      name: 'the item shows its date in its column',
      evidence: { home: homeWith({ list: [row({ url: shared.url })] }), columns: [column({ rows: [shared], newest: daysAgo(3) })] },
      finds: [{ verdict: 'pass' }],
    },
    {
      name: 'a navigation page, judged by its columns',
      evidence: { home: homeWith(), columns: [column({ newest: daysAgo(1) }), column({ newest: daysAgo(99) })] },
      finds: [{ verdict: 'pass' }],
    },
  ],
  'fail': [
    {
      name: 'fifteen days, and days to come are no news',
      evidence: { home: homeWith({ list: [old, row({ date: daysAgo(15) }), row({ date: daysAgo(-5) })] }) },
      finds: [{ verdict: 'fail', measured: { value: 15, unit: 'day', threshold: 14 } }],
    },
    {
      name: 'a navigation page with stale columns',
      evidence: { home: homeWith(), columns: [column({ newest: daysAgo(20) })] },
      finds: [{ verdict: 'fail' }],
    },
  ],
  'inconclusive': [
    { name: 'half of the rows show no date', evidence: { home: homeWith({ list: [old, row({})] }) }, finds: [{ because: 'unreadable' }] },
    {
      name: 'a column’s date out of a URL accuses no item',
      evidence: {
        home: homeWith({ list: [row({ url: 'u' })] }),
        columns: [column({ rows: [row({ url: 'u', date: daysAgo(30), dateSource: 'url' })], newest: daysAgo(30) })],
      },
      finds: [{ because: 'unreadable' }],
    },
    {
      name: 'an error in the dress of a page',
      evidence: { home: { ...homeWith({ list: [old] }), looks: [seen({ status: 500 })] } },
      finds: [{ because: 'no-evidence' }],
    },
    {
      name: 'dates in addresses do not accuse',
      evidence: { home: homeWith({ list: [row({ date: daysAgo(50), dateSource: 'url' })] }) },
      finds: [{ because: 'unreadable' }],
    },
    { name: 'most rows show no date', evidence: { home: homeWith({ list: [old, row({}), row({})] }) }, finds: [{ because: 'unreadable' }] },
    {
      name: 'a part was not read',
      evidence: { home: homeWith({ list: [old], unfinished: { data: [], parts: [], render: 'list by script' } }) },
      finds: [{ because: 'needs-rendering' }],
    },
    {
      name: 'a navigation page with an unread column',
      evidence: { home: homeWith(), columns: [column({ newest: daysAgo(20) }), column({ unread: 'protection' })] },
      finds: [{ because: 'unreadable' }],
    },
    {
      name: 'blocked',
      evidence: { home: homeless(seen({ status: 412, facts: { quality: 'protection' } })) },
      finds: [{ because: 'protection' }],
    },
    { name: 'refused', evidence: { home: homeless(seen({ failure: 'connection-refused' })) }, finds: [{ because: 'no-evidence' }] },
    {
      name: 'silent',
      evidence: { home: homeless(seen({ failure: 'timed-out' }), seen({ family: 6, failure: 'no-address' })) },
      finds: [{ because: 'blame-unclear' }],
    },
    { name: 'our own limit', evidence: { home: homeless(seen({ failure: 'our-limit' })) }, finds: [{ because: 'our-failure' }] },
    { name: 'robots', evidence: { home: homeless(seen({ failure: 'robots-disallowed' })) }, finds: [{ because: 'robots' }] },
  ],
})
