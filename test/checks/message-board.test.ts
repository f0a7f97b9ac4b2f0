import check from '../../checks/message-board.ts'
import { testCheck } from './check-tester.ts'
import { census, HOME, homeless, homeWith, link, message, NO_BOARD, seen } from './evidence-of.ts'

const url = `${HOME}hd/`
const read = { home: homeWith(), census: [census(2), census(3)] }

testCheck(check, {
  'pass': [
    {
      name: 'a board',
      evidence: { board: { ...NO_BOARD, url, messages: [message({ answered: true })], evidence: ['b'] } },
      finds: [{ verdict: 'pass', subject: url }],
    },
  ],
  'fail': [
    {
      name: 'everything was read and nothing sounds like one',
      evidence: { ...read, links: [link({ text: '新闻' }), link({ text: '我市举办经贸交流座谈会并签署协议' })] },
      finds: [{ verdict: 'fail', subject: HOME }],
    },
  ],
  'inconclusive': [
    { name: 'a link that may be it', evidence: { ...read, links: [link({ text: '市长信箱' })] }, finds: [{ because: 'needs-a-person' }] },
    {
      name: 'a page was not read',
      evidence: { ...read, census: [census(3, { unread: [{ url, why: '超时' }] })] },
      finds: [{ because: 'needs-a-person' }],
    },
    {
      name: 'a page of the second level gave an error',
      evidence: { ...read, links: [link({}), link({ url: `${HOME}a`, look: 2, status: 503, quality: 'error-page' })] },
      finds: [{ because: 'needs-a-person' }],
    },
    {
      name: 'most pages of the second level are one page',
      evidence: {
        ...read,
        links: ['a', 'b', 'c'].map((name) => link({ url: `${HOME}${name}`, look: 2, quality: name === 'a' ? 'ok' : 'soft-404' })),
      },
      finds: [{ because: 'needs-a-person' }],
    },
    { name: 'the pages below were not walked', evidence: { home: homeWith() }, finds: [{ because: 'needs-a-person' }] },
    {
      name: 'part of the homepage was not read',
      evidence: { ...read, home: homeWith({ unfinished: { data: [], parts: [{ url, as: 'iframe' }], render: null } }) },
      finds: [{ because: 'needs-a-person' }],
    },
    {
      name: 'the homepage is blocked',
      evidence: { home: homeless(seen({ status: 521, facts: { quality: 'protection' } })) },
      finds: [{ because: 'protection' }],
    },
    {
      name: 'the board is blocked',
      evidence: { board: { ...NO_BOARD, url, unread: 'protection' } },
      finds: [{ because: 'protection', subject: url }],
    },
  ],
  'not-applicable': [{ name: 'exempt', evidence: { board: { ...NO_BOARD, exempt: true } }, finds: [{ verdict: 'not-applicable' }] }],
})
