import type { HostileCase } from '../hostile-case.ts'

/** The place that must not be touched, by plain http and as it would be named with TLS. */
export interface Inner {
  readonly http: string
  readonly https: string
  readonly host: string
  readonly port: number
}

/** A way in which a page that is drawn asks the browser to go where the site must not send it. */
export interface BrowserCase extends HostileCase {
  /** Markup; `at` is a URL at the place that belongs to the case alone. */
  readonly markup: (at: string, inner: Inner) => string
  /** The browser does go this way where it may: with an open guard the canary sings. */
  readonly leads: boolean
}

type Way = readonly [name: string, does: string, markup: BrowserCase['markup']]

const REFUSED = { verdict: 'refused', blame: 'nobody' } as const
const script = (code: string) => `<script>try { ${code} } catch {}</script>`

/** What belongs to the page and is fetched through its proxy, which asks the guard. */
const FETCHED: readonly Way[] = [
  ['drawn image', 'loads an image', (at) => `<img src="${at}">`],
  ['drawn picture set', 'loads one of several images', (at) => `<img srcset="${at} 1x, ${at} 2x">`],
  ['drawn style sheet', 'loads a style sheet', (at) => `<link rel="stylesheet" href="${at}">`],
  ['drawn @import', 'imports a style sheet', (at) => `<style>@import "${at}";</style>`],
  ['drawn background', 'paints a background', (at) => `<style>#bg { background: url("${at}"); height: 9px }</style><div id="bg"></div>`],
  [
    'drawn font',
    'loads a font',
    (at) => `<style>@font-face { font-family: f; src: url("${at}") } #f { font-family: f }</style><p id="f">字</p>`,
  ],
  ['drawn script', 'loads a script', (at) => `<script src="${at}"></script>`],
  ['drawn module', 'imports a module', (at) => `<script type="module">import("${at}").catch(() => {})</script>`],
  ['drawn frame', 'frames the place', (at) => `<iframe src="${at}"></iframe>`],
  ['frame in a written frame', 'frames it within a frame of its own words', (at) => `<iframe srcdoc='<img src="${at}">'></iframe>`],
  ['embedded object', 'embeds the place', (at) => `<object data="${at}"></object>`],
  ['embed', 'embeds the place as a plugin', (at) => `<embed src="${at}">`],
  ['svg image', 'draws an image within SVG', (at) => `<svg><image href="${at}" width="9" height="9"/></svg>`],
  ['fetch', 'fetches', (at) => script(`fetch("${at}", { mode: "no-cors" }).catch(() => {})`)],
  ['XMLHttpRequest', 'asks by XMLHttpRequest', (at) => script(`const x = new XMLHttpRequest(); x.open("GET", "${at}"); x.send()`)],
  ['image object', 'makes an image by script', (at) => script(`new Image().src = "${at}"`)],
  ['redirected fetch', 'fetches of its own what redirects to the place', (at) => script(`fetch("/to?${at}").catch(() => {})`)],
  [
    'worker fetch',
    'fetches from a worker',
    (at) => script(`new Worker(URL.createObjectURL(new Blob(['fetch("${at}", { mode: "no-cors" }).catch(() => {})'])))`),
  ],
  [
    'worker script',
    'imports a script into a worker',
    (at) => script(`new Worker(URL.createObjectURL(new Blob(['importScripts("${at}")'])))`),
  ],
  ['sound', 'plays a sound', (at) => `<audio autoplay src="${at}"></audio>`],
  ['film', 'plays a film', (at) => `<video autoplay src="${at}"></video>`],
  ['prefetch', 'has the next page fetched early', (at) => `<link rel="prefetch" href="${at}">`],
]

/** What is never sent, to whichever place. */
const NEVER: readonly Way[] = [
  ['beacon', 'sends a beacon', (at) => script(`navigator.sendBeacon("${at}", "x")`)],
  ['post', 'posts by fetch', (at) => script(`fetch("${at}", { method: "POST", mode: "no-cors", body: "x" }).catch(() => {})`)],
  ['EventSource', 'listens to events', (at) => script(`new EventSource("${at}")`)],
  ['WebSocket', 'opens a web socket', (_, { host, port }) => script(`new WebSocket("ws://${host}:${port}/ws")`)],
  [
    'worker WebSocket',
    'opens a web socket from a worker',
    (_, { host, port }) => script(`new Worker(URL.createObjectURL(new Blob(['new WebSocket("ws://${host}:${port}/ws")'])))`),
  ],
  ['service worker', 'registers a service worker', (at) => script(`navigator.serviceWorker.register("${at}").catch(() => {})`)],
  ['dns-prefetch', 'has the name looked up early', (at) => `<link rel="dns-prefetch" href="${at}">`],
  [
    'preconnect',
    'has connections opened early',
    (at, { https }) => `<link rel="preconnect" href="${at}"><link rel="preconnect" href="${https}">`,
  ],
  [
    'speculation rules',
    'has pages fetched and drawn on speculation',
    (at) =>
      `<script type="speculationrules">{"prefetch":[{"source":"list","urls":["${at}"],"eagerness":"immediate"}],"prerender":[{"source":"list","urls":["${at}"],"eagerness":"immediate"}]}</script>`,
  ],
  ['manifest', 'names a manifest', (at) => `<link rel="manifest" href="${at}">`],
  ['a window', 'opens a window', (at) => script(`window.open("${at}")`)],
  [
    'a posted form',
    'posts a form into a frame',
    (at) =>
      `<iframe name="t"></iframe><form id="post" method="post" action="${at}" target="t"></form>${script('document.forms.post.submit()')}`,
  ],
  ['a followed ping', 'pings when its link is followed', (at) => `<a id="ping" href="#x" ping="${at}">x</a>${script('ping.click()')}`],
  ['WebTransport', 'opens a transport over QUIC', (_, { https }) => script(`new WebTransport("${https}/t")`)],
  [
    'WebRTC over UDP',
    'asks a relay for its own address',
    (_, { host, port }) => script(`call({ urls: ["stun:${host}:${port}", "stun:127.0.0.9:${port}"] })`),
  ],
  [
    'WebRTC over TCP',
    'asks for a relay over TCP',
    (_, { host, port }) =>
      script(`call({ urls: ["turn:${host}:${port}?transport=tcp", "turn:127.0.0.9:${port}"], username: "a", credential: "b" })`),
  ],
  ['a frame of the file system', 'frames a local file', () => '<iframe src="file:///etc/passwd"></iframe>'],
  ['a frame of the browser', 'frames the browser’s own pages', () => '<iframe src="chrome://version/"></iframe>'],
]

/** What the calls over WebRTC share. */
export const CALL = `<script>function call(server) { const pc = new RTCPeerConnection({ iceServers: [server] }); pc.createDataChannel("x"); pc.createOffer().then((offer) => pc.setLocalDescription(offer)) }</script>`

export const BROWSER_CASES: readonly BrowserCase[] = [
  ...FETCHED.map(([name, does, markup]) => ({ name, does: `a drawn page ${does}`, markup, leads: true, ...REFUSED })),
  ...NEVER.map(([name, does, markup]) => ({ name, does: `a drawn page ${does}`, markup, leads: false, ...REFUSED })),
]

/** A page that leads its own window away. */
export interface LeaveCase extends HostileCase {
  readonly markup: (to: string) => string
  /** Where it leads to, if not to the canary. */
  readonly to?: string
}

const LEAVES: readonly (readonly [name: string, does: string, markup: LeaveCase['markup'], to?: string])[] = [
  ['location', 'sets its location', (to) => script(`location.href = "${to}"`)],
  ['drawn refresh', 'refreshes by meta', (to) => `<meta http-equiv="refresh" content="0; url=${to}">`],
  ['a form', 'submits a form', (to) => `<form id="go" action="${to}"></form>${script('go.submit()')}`],
  ['a clicked link', 'clicks its link', (to) => `<a id="go" href="${to}">x</a>${script('go.click()')}`],
  ['a download', 'clicks a download', (to) => `<a id="go" download="x.exe" href="${to}">x</a>${script('go.click()')}`],
  ['location of a file', 'goes to a local file', (to) => script(`location.href = "${to}"`), 'file:///etc/passwd'],
  ['location of the browser', 'goes to the browser’s own pages', (to) => script(`location.href = "${to}"`), 'chrome://version/'],
  ['location of a source', 'goes to a view of a source', (to) => script(`location.href = "${to}"`), 'view-source:file:///etc/passwd'],
]

export const LEAVE_CASES: readonly LeaveCase[] = LEAVES.map(([name, does, markup, to]) => ({
  name: `leaving by ${name}`,
  does: `a drawn page ${does}`,
  markup,
  ...(to === undefined ? {} : { to }),
  ...REFUSED,
}))
