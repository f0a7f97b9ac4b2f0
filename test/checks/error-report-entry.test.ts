import check from '../../checks/error-report-entry.ts'
import { testCheck } from './check-tester.ts'
import { HOME, homeless, homeWith, seen } from './evidence-of.ts'

const entry = (form: 'script' | 'script-old-host' | 'link' | 'central-page') => ({
  home: homeWith({ errorReport: { form, siteCode: null } }),
})

testCheck(check, {
  'pass': [
    { name: 'the script', evidence: entry('script'), finds: [{ verdict: 'pass', subject: HOME }] },
    { name: 'a link', evidence: entry('link'), finds: [{ verdict: 'pass' }] },
    { name: 'the central page', evidence: entry('central-page'), finds: [{ verdict: 'pass' }] },
  ],
  'fail': [
    {
      name: 'a form of the site’s own under the same picture',
      evidence: {
        home: homeWith({
          links: [
            { url: `${HOME}images/jiucuo.png`, text: '', from: 'img' },
            { url: `${HOME}hd/jiucuo.html`, text: '网站纠错', from: 'a' },
          ],
        }),
      },
      finds: [{ verdict: 'fail' }],
    },
    { name: 'a whole homepage without it', evidence: { home: homeWith() }, finds: [{ verdict: 'fail', evidence: ['home-capture'] }] },
  ],
  'inconclusive': [
    {
      name: 'a picture of the entry that leads nowhere by its markup',
      evidence: { home: homeWith({ links: [{ url: `${HOME}images/jiucuo.png`, text: '', from: 'img' }] }) },
      finds: [{ because: 'needs-a-person', evidence: ['home-capture'] }],
    },
    { name: 'the old host', evidence: entry('script-old-host'), finds: [{ because: 'needs-a-person' }] },
    {
      name: 'a footer that was not read',
      evidence: { home: homeWith({ unfinished: { data: [], parts: [{ url: HOME, as: 'script' }], render: null } }) },
      finds: [{ because: 'needs-rendering' }],
    },
    { name: 'blocked', evidence: { home: homeless(seen({ facts: { quality: 'protection' } })) }, finds: [{ because: 'protection' }] },
  ],
})
