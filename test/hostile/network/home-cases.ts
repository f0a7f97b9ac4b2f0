import { nestedBomb } from './bombs.ts'
import { BOTH_WAYS, guarded, HOME, HOME_PAGE, ON_HOME, ours, pass, unclear } from './home-page.ts'
import { answer, every, flood, type HomeCase, HTML, inTurn, OK, reset, says } from './network-case.ts'
import { certified } from './tls-cases.ts'

const CUT = `${OK}${HTML}content-length: 9000\r\n\r\n${HOME_PAGE.slice(0, HOME_PAGE.indexOf('</h1>') + 700)}`
const CHALLENGE = answer(200, '', '<html><head><title>安全验证</title></head><body>正在进行浏览器安全检查</body></html>')
const wait = (seconds: number) => `retry-after: ${seconds}\r\n`

/** Homepages that go wrong: nothing behind them was seen, so nothing may be held against the site. */
export const HOME_CASES: readonly HomeCase[] = [
  { name: 'home-sound', does: 'the homepage answers well', ...pass, seen: true, fault: says(HOME) },
  { name: 'home-refused', does: 'nobody listens at the homepage', ...unclear, fault: { kind: 'nobody' }, because: BOTH_WAYS },
  { name: 'home-reset', does: 'the homepage resets connections', ...unclear, fault: { kind: 'met', meet: reset } },
  { name: 'home-silent', does: 'the homepage accepts and says nothing', ...unclear, fault: { kind: 'met', meet: () => {} } },
  { name: 'home-http-0.9', does: 'the homepage answers as HTTP/0.9', ...unclear, fault: says(HOME_PAGE), because: BOTH_WAYS },
  {
    name: 'home-loop',
    does: 'the homepage redirects to itself',
    ...unclear,
    fault: says(answer(302, 'location: /\r\n')),
    because: BOTH_WAYS,
  },
  { name: 'home-404', does: 'the homepage answers 404', ...unclear, fault: says(answer(404)) },
  { name: 'home-500', does: 'the homepage answers 500', ...unclear, fault: says(answer(500)) },
  { name: 'home-403', does: 'the homepage answers 403', ...guarded, fault: says(answer(403)) },
  { name: 'home-412', does: 'the homepage answers 412', ...guarded, fault: says(answer(412, '', '<html><script>x</script></html>')) },
  { name: 'home-429', does: 'the homepage answers 429 and asks for a second, each time', ...guarded, fault: says(answer(429, wait(1))) },
  {
    name: 'home-503-wait',
    does: 'the homepage answers 503, asks for a second, and then is well',
    ...pass,
    seen: true,
    fault: inTurn(answer(503, wait(1)), HOME),
  },
  { name: 'home-challenge', does: 'the homepage is a challenge that only browsers pass', ...guarded, fault: says(CHALLENGE) },
  {
    name: 'home-soft-404',
    does: 'the homepage says "not found" with status 200',
    ...unclear,
    fault: says(answer(200, '', '<title>404</title><p>页面不存在</p>')),
  },
  { name: 'home-once', does: 'the homepage resets at the first look alone', ...pass, seen: true, fault: inTurn(null, HOME) },
  {
    name: 'home-cut',
    does: 'the homepage breaks off in the middle',
    ...pass,
    check: 'links-level-2',
    fault: says(CUT),
    because: 'the links that came are tested; what was not read is not called missing',
  },
  {
    ...{ name: 'home-cut-content', does: 'the same, for what the homepage should show', ...guarded, check: 'error-report-entry' },
    fault: says(CUT),
  },
  {
    ...{ name: 'home-flood', does: 'the homepage never ends', ...guarded, check: 'error-report-entry' },
    fault: {
      kind: 'asked',
      say: (socket) => {
        socket.write(`${OK}${HTML}\r\n${HOME_PAGE.replace('</body></html>', '')}`)
        flood(socket, '<p>更多内容更多内容</p>'.repeat(100))
      },
    },
  },
  {
    ...{ name: 'home-slow', does: 'the homepage comes word by word', ...guarded, check: 'error-report-entry' },
    fault: {
      kind: 'asked',
      say: (socket) => {
        socket.write(`${OK}${HTML}\r\n${HOME_PAGE.replace('</body></html>', '')}`)
        every(socket, 50, () => '<p>更多</p>')
      },
    },
  },
  {
    ...{ name: 'home-bomb', does: 'the homepage is a bomb packed twice', ...guarded, check: 'error-report-entry' },
    fault: { kind: 'asked', say: (socket) => socket.end(answer(200, 'content-encoding: gzip, gzip\r\n', nestedBomb())) },
  },
  {
    name: 'home-expired',
    does: "the homepage's certificate has expired",
    ...unclear,
    secure: certified('expired'),
    fault: says(HOME),
    because: BOTH_WAYS,
  },
  {
    name: 'home-wrong-name',
    does: "the homepage shows another name's certificate",
    ...unclear,
    secure: certified('other-name'),
    fault: says(HOME),
    because: BOTH_WAYS,
  },
  {
    name: 'home-tls-stalls',
    does: 'the homepage never ends the TLS handshake',
    ...unclear,
    scheme: 'https',
    fault: { kind: 'met', meet: () => {} },
  },
  {
    name: 'home-h2-alone',
    does: 'the homepage speaks HTTP/2 alone',
    ...ours,
    secure: certified('valid'),
    fault: { kind: 'http2', both: false },
  },
  {
    name: 'home-to-forbidden',
    does: 'the homepage redirects to a private address',
    ...ours,
    fault: says(answer(302, 'location: http://10.1.2.3/\r\n')),
  },
  {
    name: 'home-to-metadata',
    does: "the homepage redirects to the cloud's metadata",
    ...ours,
    fault: says(answer(302, 'location: http://169.254.169.254/\r\n')),
  },
  {
    name: 'robots-500',
    does: 'robots.txt answers 500, the homepage is well',
    ...guarded,
    costs: ON_HOME,
    fault: says(answer(500)),
    path: '/robots.txt',
    because: 'by its standard that forbids everything',
  },
  {
    ...{ name: 'robots-silent', does: 'robots.txt never answers', ...guarded },
    costs: ON_HOME,
    fault: { kind: 'asked', say: () => {} },
    path: '/robots.txt',
  },
  {
    ...{ name: 'robots-flood', does: 'robots.txt never ends', ...pass, seen: true },
    fault: {
      kind: 'asked',
      say: (socket) => {
        socket.write(`${OK}content-type: text/plain\r\n\r\n`)
        flood(socket, 'user-agent: x\ndisallow: /*a*b*c*d*e*f\n'.repeat(100))
      },
    },
    path: '/robots.txt',
  },
]
