import check from '../../checks/external-links.ts'
import { testCheck } from './check-tester.ts'
import { census, HOME, homeWith, link, note } from './evidence-of.ts'

const sameSite = false
const url = 'http://elsewhere.cn/'

testCheck(check, {
  'pass': [
    {
      name: 'works over one family',
      evidence: { links: [link({ sameSite, url, failure: 'timed-out' }), link({ sameSite, url, family: 6 })], census: [census(2)] },
      finds: [{ verdict: 'pass', subject: HOME, stands: 1 }],
    },
  ],
  'fail': [
    {
      name: 'gone',
      evidence: { links: [link({ sameSite, url, status: 404 }), link({ status: 404 })] },
      finds: [{ verdict: 'fail', subject: url }],
    },
  ],
  'inconclusive': [
    {
      name: 'of two failures the one over IPv4 speaks, whichever came first',
      evidence: {
        links: [
          link({ sameSite, url, family: 6, failure: 'no-address' }),
          link({ sameSite, url, failure: 'our-limit' }),
          link({ sameSite, url: 'b', failure: 'our-limit' }),
          link({ sameSite, url: 'b', family: 6, failure: 'no-address' }),
        ],
      },
      finds: [{ because: 'our-failure' }, { because: 'our-failure' }],
    },
    {
      name: 'there are some, and none was tested',
      evidence: { home: homeWith(), census: [census(2), census(3, { external: 4 })] },
      finds: [{ because: 'no-evidence' }],
    },
    {
      name: 'not all were tested',
      evidence: { home: homeWith(), census: [census(2, { distinct: 3, tested: 1 })] },
      finds: [{ because: 'no-evidence' }],
    },
    {
      name: 'a page could not be read',
      evidence: {
        home: homeWith(),
        census: [census(3, { unread: [{ url: HOME, why: '读取该页面时程序出错' }] })],
        notes: [note('crash', 'page')],
      },
      finds: [{ because: 'our-failure' }],
    },
    { name: 'no count was taken', evidence: { home: homeWith() }, finds: [{ because: 'no-evidence' }] },
    {
      name: 'another site may refuse strangers',
      evidence: { links: [link({ sameSite, url, status: 403 })] },
      finds: [{ because: 'suspected' }],
    },
    { name: 'no such name', evidence: { links: [link({ sameSite, url, failure: 'no-such-host' })] }, finds: [{ because: 'suspected' }] },
  ],
  'not-applicable': [{ name: 'none', evidence: { home: homeWith(), census: [census(2)] }, finds: [{ verdict: 'not-applicable' }] }],
})
