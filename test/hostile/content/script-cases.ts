import type { HostileCase } from '../hostile-case.ts'

/** A page whose scripts are hostile to the browser that draws it, or to the program that holds the browser. */
export interface ScriptCase extends HostileCase {
  /** What stands in the page; it begins with the words 还在. */
  readonly page: string
  /** `drawn`: read as far as it came; `lost`: no drawing, which is our failure and never the site's. `either` where the speed of the machine decides. */
  readonly ends: 'drawn' | 'lost' | 'either'
}

const script = (code: string): string => `<script>${code}</script>`
const DRAWN = { verdict: 'harmless', blame: 'nobody', ends: 'drawn' } as const
/** `browser-failed` is ours by the table of failures: what the page shows stays in doubt. */
const LOST = { verdict: 'inconclusive', blame: 'us', ends: 'lost' } as const
const EITHER = { ...LOST, ends: 'either', because: 'how far it comes in its time is the machine’s doing' } as const

/** Each costs its own page at most; the page drawn at the same time and the one after it are drawn well. */
export const SCRIPT_CASES: readonly ScriptCase[] = [
  { name: 'endless loop', does: 'runs a loop that never ends', ...LOST, page: script('for (;;) {}') },
  {
    name: 'timers',
    does: 'sets timers without end',
    ...EITHER,
    page: script('for (let i = 0; i < 20; i++) setInterval(() => { document.title = Math.random() }, 1)'),
  },
  {
    name: 'dialogs',
    does: 'shows alert, confirm and prompt without end',
    ...LOST,
    because: 'a page that asks without end is closed',
    page: script('for (;;) { alert(1); confirm(2); prompt(3) }'),
  },
  {
    name: 'windows',
    does: 'opens windows without end',
    ...EITHER,
    page: script('setInterval(() => open("/plain"), 5)'),
  },
  {
    name: 'downloads',
    does: 'starts downloads without end',
    ...EITHER,
    page: script(
      'setInterval(() => { const a = document.createElement("a"); a.href = URL.createObjectURL(new Blob(["x".repeat(1e5)])); a.download = "x.exe"; a.click(); location = "/file" }, 20)',
    ),
  },
  {
    name: 'worker for all pages',
    does: 'registers a service worker for the whole site',
    ...DRAWN,
    page: script('navigator.serviceWorker?.register("/worker.js").catch(() => {})'),
  },
  {
    name: 'workers',
    does: 'starts workers that run without end',
    ...EITHER,
    page: script('const u = URL.createObjectURL(new Blob(["for(;;){}"])); for (let i = 0; i < 3; i++) new Worker(u)'),
  },
  {
    name: 'memory',
    does: 'takes a gigabyte',
    ...EITHER,
    page: script('window.m = []; for (let i = 0; i < 16; i++) m.push(new Uint8Array(6.4e7).fill(1))'),
  },
  {
    name: 'heap',
    does: 'takes memory until there is none',
    ...LOST,
    page: script('window.m = []; for (;;) m.push(new Array(1e6).fill({}))'),
  },
  {
    name: 'leaving',
    does: 'asks whether one really wants to leave',
    ...EITHER,
    page: script(
      'onbeforeunload = (e) => { e.preventDefault(); e.returnValue = "?"; for (const t = Date.now(); Date.now() < t + 500;); return "?" }',
    ),
  },
  {
    name: 'navigation',
    does: 'goes to a new address of its own without end',
    ...LOST,
    because: 'somebody’s server answers each of them',
    page: script('location = "?" + Math.random()'),
  },
  { name: 'refresh', does: 'is refreshed after no time at all', ...EITHER, page: '<meta http-equiv=refresh content="0">' },
  {
    name: 'history',
    does: 'pushes states without end',
    ...EITHER,
    page: script('setInterval(() => { for (let i = 0; i < 10; i++) history.pushState(i, "", "?" + i) }, 5)'),
  },
  {
    name: 'growth',
    does: 'grows without end',
    ...LOST,
    because: 'what is too large is not taken over',
    page: script('setInterval(() => document.body.append("通知公告".repeat(1e5)), 20)'),
  },
  { name: 'large at once', does: 'writes 100 MB of markup', ...LOST, page: script('document.body.append("通知公告".repeat(2.5e7))') },
  { name: 'printing', does: 'prints without end', ...EITHER, page: script('setInterval(print, 10)') },
  {
    name: 'requests',
    does: 'sends requests without end',
    ...LOST,
    because: 'a page that asks without end is closed',
    page: script(
      'setInterval(() => { for (let i = 0; i < 100; i++) fetch("/x" + Math.random(), { method: i % 2 ? "POST" : "GET" }).catch(() => {}) }, 1)',
    ),
  },
  {
    name: 'sockets',
    does: 'opens web sockets, calls and beacons without end',
    ...EITHER,
    page: script(
      'setInterval(() => { try { new WebSocket("ws://" + location.host); new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1" }] }).createDataChannel("x"); navigator.sendBeacon("/b", "x") } catch {} }, 10)',
    ),
  },
  {
    name: 'frames in frames',
    does: 'nests frames 1,000 deep',
    ...EITHER,
    page: script(
      'let d = document; try { for (let i = 0; i < 1000; i++) { const f = d.createElement("iframe"); d.body.append(f); d = f.contentDocument } } catch {}',
    ),
  },
  { name: 'frames', does: 'holds itself in a frame', ...EITHER, page: '<iframe src="?again"></iframe><iframe src="?more"></iframe>' },
  {
    name: 'canvas',
    does: 'draws on the largest canvas there is',
    ...EITHER,
    page: script(
      'const c = document.createElement("canvas"); c.width = c.height = 16384; c.getContext("2d")?.fillRect(0, 0, 1e9, 1e9); document.body.append(c)',
    ),
  },
  {
    name: 'size',
    does: 'is a million pixels wide and high',
    ...EITHER,
    page: '<div style="width:1000000px;height:1000000px;background:red"></div>',
  },
  {
    name: 'forged words',
    does: 'replaces what reads a page by its own functions',
    ...DRAWN,
    page: script(
      'for (const p of [Element, Document, Node, XMLSerializer]) for (const k of Object.getOwnPropertyNames(p.prototype)) try { Object.defineProperty(p.prototype, k, { get() { throw 1 } }) } catch {}',
    ),
  },
  { name: 'no document', does: 'removes its own root', ...DRAWN, page: script('setTimeout(() => document.documentElement.remove(), 10)') },
  {
    name: 'full screen',
    does: 'asks for camera, place, notes and the clipboard',
    ...DRAWN,
    page: script(
      'navigator.geolocation.getCurrentPosition(() => {}); Notification.requestPermission(); navigator.mediaDevices?.getUserMedia({ video: true }).catch(() => {}); document.documentElement.requestFullscreen().catch(() => {})',
    ),
  },
]
