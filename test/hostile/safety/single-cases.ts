import type { HostileCase } from '../hostile-case.ts'

const REFUSED = { verdict: 'refused', blame: 'us' } as const
const SAFE = { verdict: 'harmless', blame: 'nobody' } as const

/** Cases that are one of a kind; the test of each bears its name. */
export const SINGLE = {
  rebinding: {
    name: 'rebinding between check and connection',
    does: 'the name server answers an allowed address first, and another at every later question',
    ...REFUSED,
    because: 'one answer is checked, kept and connected to; a later one is checked anew',
  },
  rebindingDrawn: {
    name: 'rebinding of a drawn page',
    does: 'the same while the browser draws the page, by proxy and by tunnel',
    verdict: 'unchanged',
    blame: 'nobody',
  },
  astray: {
    name: 'a socket led astray',
    does: 'the machine’s routes lead a checked address elsewhere',
    ...REFUSED,
    because: 'what counts is the address that the socket really reached; nothing is sent before it is known',
  },
  canaries: { name: 'canaries of the settings', does: 'a canary that the settings name lies where no site may lead', ...REFUSED },
  authority: {
    name: 'a time stamp service that redirects',
    does: 'the time stamp service answers with a redirect to the place',
    ...REFUSED,
    because: 'no redirect of it is followed; its own URL is the administrator’s and is not guarded',
  },
  openers: {
    name: 'a second way to a socket',
    does: 'a new file of the program opens sockets of its own',
    ...REFUSED,
    because: 'a list names every file that may, and why',
  },
  granted: { name: 'permissions', does: 'a drawn page asks for place, camera, notifications and clipboard', ...REFUSED },
  leftovers: {
    name: 'what a browser leaves',
    does: 'a browser has drawn hostile pages and is closed',
    ...SAFE,
    because: 'no profile, download or crash report stays; it asked no resolver, sent no datagram and connected to nothing but our proxies',
  },
  sandboxed: { name: 'a sandbox', does: 'an ordinary user draws pages', ...SAFE },
  unsandboxed: {
    name: 'no sandbox on this system',
    does: 'the system allows no sandbox',
    ...SAFE,
    because: 'pages are drawn without one; log, doctor and the night’s own record say so',
  },
  root: { name: 'no sandbox for root', does: 'root draws pages', ...SAFE, because: 'as above' },
  head: {
    name: 'a head that cannot be handed on',
    does: 'a drawn page’s answer has control characters in its head',
    verdict: 'unchanged',
    blame: 'nobody',
  },
  report: { name: 'all of it in the report', does: 'every text below is on one site, and the report is opened in a browser', ...SAFE },
  checksum: {
    name: 'bundle: a wrong checksum',
    does: 'a file of the bundle has another checksum than it says',
    ...REFUSED,
    blame: 'nobody',
    because: 'told as a difference; the other files are still compared',
  },
  junk: {
    name: 'bundle: junk as far as it is let in',
    does: 'a manifest is full of lines that are none',
    ...REFUSED,
    blame: 'nobody',
    because: 'in less than 300 MB',
  },
  deep: {
    name: 'bundle: deep names',
    does: 'names have tens of thousands of parts',
    ...SAFE,
    because: 'compared in the time that their length takes',
  },
} as const satisfies Record<string, HostileCase>
