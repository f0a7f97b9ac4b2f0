import { dead, guarded, pass, unclear } from './connection-cases.ts'
import { answer, inTurn, type LinkCase, pageOf, SOUND, says } from './network-case.ts'

const RULE = 'the rule: a 404 or 403 of the site itself is a dead link, everything else is suspected'
const ONCE = 'it passed at the second look'
const wait = (seconds: number | string) => `retry-after: ${seconds}\r\n`
const MISSING = answer(404, '', pageOf('404 Not Found'))
const GONE_PAGE = answer(200, '', '<html><head><title>404 页面不存在</title></head><body>您访问的页面不存在</body></html>')

const CHALLENGE = (status: number) =>
  answer(
    status,
    '',
    `<html><head><script>document.cookie="t=1";location.reload()</script></head><body>正在进行浏览器安全检查</body></html>`,
  )

/** A server that is told to wait holds back its whole host: these have one of their own. */
const patient = { host: 'patient.test' } as const

/** What statuses mean, at one look and at two. */
export const STATUS_CASES: readonly LinkCase[] = [
  { name: 'http-204', does: 'answers 204 without a page', ...pass, fault: says('HTTP/1.1 204 No Content\r\n\r\n') },
  {
    name: 'http-304',
    does: 'answers 304, though nothing was said of a copy',
    ...unclear,
    fault: says('HTTP/1.1 304 Not Modified\r\n\r\n'),
  },
  { name: 'http-400', does: 'answers 400', ...unclear, fault: says(answer(400)) },
  { name: 'http-401', does: 'answers 401', ...unclear, fault: says(answer(401, 'www-authenticate: Basic realm="x"\r\n')) },
  { name: 'http-403', does: 'answers 403 at both looks', ...dead, fault: says(answer(403)), because: RULE },
  { name: 'http-404', does: 'answers 404 at both looks', ...dead, fault: says(MISSING), because: RULE },
  { name: 'http-410', does: 'answers 410 at both looks', ...dead, fault: says(answer(410)), because: RULE },
  { name: 'http-412', does: 'answers 412', ...guarded, fault: says(answer(412)), because: 'so do guards of government sites' },
  { name: 'http-418', does: 'answers 418', ...guarded, fault: says(answer(418)), because: 'so do firewalls' },
  { name: 'http-429', does: 'answers 429', ...guarded, fault: says(answer(429)) },
  { name: 'http-451', does: 'answers 451', ...unclear, fault: says(answer(451)) },
  { name: 'http-500', does: 'answers 500', ...unclear, fault: says(answer(500)) },
  { name: 'http-502', does: 'answers 502', ...unclear, fault: says(answer(502)) },
  { name: 'http-503', does: 'answers 503', ...unclear, fault: says(answer(503)) },
  { name: 'http-521', does: 'answers 521', ...guarded, fault: says(answer(521)), because: 'so do guards of government sites' },
  { name: 'http-799', does: 'answers with a status that does not exist', ...unclear, fault: says(answer(799)) },
  { name: 'http-000', does: 'answers with the status 000', ...unclear, fault: says(SOUND.replace('200', '000')) },
  {
    name: 'http-429-wait',
    does: 'answers 429 and asks for a second',
    ...pass,
    ...patient,
    fault: inTurn(answer(429, wait(1)), SOUND),
    because: 'we waited',
  },
  {
    name: 'http-429-for-good',
    does: 'answers 429 and asks for a second, each time',
    ...guarded,
    ...patient,
    fault: says(answer(429, wait(1))),
  },
  { name: 'http-429-an-hour', does: 'answers 429 and asks for an hour', ...guarded, ...patient, fault: says(answer(429, wait(3600))) },
  {
    name: 'http-503-wait',
    does: 'answers 503 and asks for a second',
    ...pass,
    ...patient,
    fault: inTurn(answer(503, wait(1)), SOUND),
    because: 'we waited',
  },
  {
    name: 'http-503-for-good',
    does: 'answers 503 and asks for an hour, each time',
    ...unclear,
    ...patient,
    fault: says(answer(503, wait(3600))),
  },
  {
    name: 'wait-till-doomsday',
    does: 'answers 503 and asks to come back in the year 9999',
    ...unclear,
    ...patient,
    fault: says(answer(503, wait('Fri, 31 Dec 9999 23:59:59 GMT'))),
  },
  { name: 'wait-for-words', does: 'answers 429 and asks to wait "soon"', ...guarded, fault: says(answer(429, wait('soon'))) },
  { name: 'once-503', does: 'answers 503 at the first look alone', ...pass, fault: inTurn(answer(503), SOUND), because: ONCE },
  { name: 'once-404', does: 'answers 404 at the first look alone', ...pass, fault: inTurn(MISSING, SOUND), because: ONCE },
  { name: 'once-403', does: 'answers 403 at the first look alone', ...pass, fault: inTurn(answer(403), SOUND), because: ONCE },
  {
    name: 'once-soft-404',
    does: 'says "not found" with status 200 at the first look alone',
    ...pass,
    fault: inTurn(GONE_PAGE, SOUND),
    because: ONCE,
  },
  { name: 'once-reset', does: 'resets at the first look alone', ...pass, fault: inTurn(null, SOUND), because: ONCE },
  {
    ...{
      name: 'reset-then-403',
      does: 'resets at the first look, and answers 403 at the second',
      ...unclear,
      fault: inTurn(null, answer(403)),
    },
    because: 'that is how a firewall warms up; one look is not two',
  },
  {
    ...{
      name: 'reset-then-404',
      does: 'resets at the first look, and answers 404 at the second',
      ...unclear,
      fault: inTurn(null, MISSING),
    },
    because: 'a server that is being started says both; missing was seen once',
  },
  { name: '404-then-reset', does: 'answers 404 at the first look, and resets at the second', ...unclear, fault: inTurn(MISSING, null) },
  { name: '404-then-503', does: 'answers 404 at the first look, and 503 at the second', ...unclear, fault: inTurn(MISSING, answer(503)) },
  {
    name: '404-then-guard',
    does: 'answers 404 at the first look, and with a challenge at the second',
    ...guarded,
    fault: inTurn(MISSING, CHALLENGE(200)),
  },
  { name: '404-then-410', does: 'answers 404 at the first look, and 410 at the second', ...dead, fault: inTurn(MISSING, answer(410)) },
  {
    name: 'soft-404',
    does: 'says "not found" with status 200, at both looks',
    ...dead,
    fault: says(GONE_PAGE),
    because: 'the site itself says in words that the page is not there',
  },
  { name: 'soft-404-once-refused', does: 'says "not found" with status 200, then resets', ...unclear, fault: inTurn(GONE_PAGE, null) },
  { name: 'challenge-200', does: 'answers with a challenge that only browsers pass', ...guarded, fault: says(CHALLENGE(200)) },
  { name: 'challenge-403', does: 'answers with the same, as 403', ...guarded, fault: says(CHALLENGE(403)) },
  {
    name: 'challenge-404',
    does: "answers 404 with a firewall's words",
    ...guarded,
    fault: says(answer(404, '', '<html><body>您的请求已被拦截</body></html>')),
  },
  { name: 'challenge-503', does: 'answers with the same, as 503', ...guarded, fault: says(CHALLENGE(503)) },
]
