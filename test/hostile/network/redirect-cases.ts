import { dead, ours, pass, unclear } from './connection-cases.ts'
import { answer, type Fault, type LinkCase, SOUND } from './network-case.ts'

const GUARD_KNOWS = 'our own guard forbids it: nobody was asked'

const to = (where: string, more = ''): Buffer => answer(302, `location: ${where}\r\n${more}`, '')
/** Where each request is sent on to. */
const leads = (where: (before: number, port: number) => Buffer | string): Fault => ({
  kind: 'asked',
  say: (socket, { before, port }) => socket.end(where(before, port)),
})

/** Links that send visitors on. `/page.html` and `/again/…` are the page itself, asked for once more. */
export const REDIRECT_CASES: readonly LinkCase[] = [
  {
    name: 'redirect',
    does: 'redirects to a page of the site',
    ...pass,
    fault: leads((_, port) => to(`http://site.test:${port}/sound.html`)),
  },
  { name: 'endless-redirect', does: 'redirects to ever new addresses', ...unclear, fault: leads((before) => to(`/again/${before}`)) },
  {
    name: 'redirect-loop',
    does: 'redirects in a circle',
    ...unclear,
    fault: leads((before) => to(before % 2 === 0 ? '/again/x' : '/page.html')),
  },
  { name: 'redirect-to-itself', does: 'redirects to itself', ...unclear, fault: leads(() => to('/page.html')) },
  {
    ...{ name: 'redirect-with-cookie', does: 'sets a cookie and redirects to itself, as guards do', ...pass },
    fault: leads((before) => (before === 0 ? to('/page.html', 'set-cookie: seen=1\r\n') : SOUND)),
  },
  {
    ...{ name: 'cookie-maze', does: 'redirects to itself with a new cookie each time', ...unclear },
    fault: leads((before) => to('/page.html', `set-cookie: seen=${before}\r\n`)),
  },
  {
    name: 'redirect-elsewhere',
    does: "redirects to another site's page",
    ...pass,
    fault: leads((_, port) => to(`http://other.test:${port}/sound.html`)),
  },
  {
    ...{ name: 'redirect-elsewhere-missing', does: 'redirects to a page that another site says it does not have', ...dead },
    fault: leads((_, port) => to(`http://other.test:${port}/missing.html`)),
    because: "the site's own address leads its visitors to nothing",
  },
  {
    ...{ name: 'redirect-elsewhere-forbidden', does: 'redirects to another site, which answers 403', ...unclear },
    fault: leads((_, port) => to(`http://other.test:${port}/forbidden.html`)),
    because: 'another site may turn strangers away',
  },
  {
    name: 'redirect-to-forbidden',
    does: 'redirects to an address of the private network',
    ...ours,
    fault: leads(() => to('http://10.1.2.3/')),
    because: GUARD_KNOWS,
  },
  {
    name: 'redirect-to-metadata',
    does: "redirects to the cloud's metadata",
    ...ours,
    fault: leads(() => to('http://169.254.169.254/latest/')),
    because: GUARD_KNOWS,
  },
  {
    name: 'redirect-to-port',
    does: 'redirects to a loopback port that is not allowed',
    ...ours,
    fault: leads(() => to('http://127.0.0.1:1/')),
    because: GUARD_KNOWS,
  },
  { name: 'redirect-to-file', does: 'redirects to file:///etc/passwd', ...unclear, fault: leads(() => to('file:///etc/passwd')) },
  { name: 'redirect-to-script', does: 'redirects to a javascript: URL', ...unclear, fault: leads(() => to('javascript:alert(1)')) },
  { name: 'redirect-to-noise', does: 'redirects to what is no URL', ...unclear, fault: leads(() => to('http://[')) },
  { name: 'redirect-to-nowhere', does: 'says 302 and not where to', ...unclear, fault: leads(() => answer(302)) },
  {
    name: 'redirect-to-giant',
    does: 'redirects to an address of 100,000 characters',
    ...unclear,
    fault: leads(() => to(`/again/${'x'.repeat(100_000)}`)),
  },
  {
    ...{ name: 'redirect-to-unknown', does: 'redirects to a host that does not exist', ...unclear },
    fault: leads(() => to('http://nowhere.invalid/')),
    because: 'a resolver cut off from the world says the same',
  },
  {
    ...{ name: 'redirect-twice-told', does: 'gives two Location fields', ...pass },
    fault: leads((before) => (before === 0 ? to('/again/1', 'location: http://10.1.2.3/\r\n') : SOUND)),
    because: 'as in browsers, the first counts',
  },
]
