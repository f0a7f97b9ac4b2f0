import type { ServerResponse } from 'node:http'
import type { ScriptCase } from './script-cases.ts'

/** A page that never finishes, or that asks its server and its browser for what never ends. */
interface LoadCase extends ScriptCase {
  /** How the site answers for the document itself, where that is not a page. */
  readonly respond?: (response: ServerResponse) => void
}

const script = (code: string): string => `<script>${code}</script>`
const DRAWN = { verdict: 'harmless', blame: 'nobody', ends: 'drawn' } as const
const LOST = { verdict: 'inconclusive', blame: 'us', ends: 'lost' } as const
const EITHER = { ...LOST, ends: 'either', because: 'how far it comes in its time is the machine’s doing' } as const

/** Each costs its own page at most. */
export const SCRIPT_LOAD_CASES: readonly LoadCase[] = [
  { name: 'never loaded', does: 'waits for a script that never comes', ...DRAWN, page: '<script src="/never"></script>' },
  {
    name: 'never ended',
    does: 'sends a document that never ends',
    ...DRAWN,
    because: 'what has come is there to be read',
    page: '',
    respond: (response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).write(`<p>还在</p>${' '.repeat(4096)}`),
  },
  {
    name: 'attachment',
    does: 'is a download under the address of a page',
    ...LOST,
    page: '',
    respond: (response) => response.writeHead(200, { 'content-disposition': 'attachment; filename="x.exe"' }).end('MZ'.repeat(1000)),
  },
  { name: 'attachments', does: 'frames 50 downloads', ...EITHER, page: '<iframe src="/attachment"></iframe>'.repeat(50) },
  { name: 'written without end', does: 'writes itself without end', ...LOST, page: script('for (;;) document.write("<p>x")') },
  {
    name: 'written by and by',
    does: 'writes a little more without end',
    ...EITHER,
    page: script('setInterval(() => document.write("<p>x"), 1)'),
  },
  {
    name: 'frames side by side',
    does: 'shows 1,000 frames side by side',
    ...EITHER,
    page: script('for (let i = 0; i < 1000; i++) document.body.append(document.createElement("iframe"))'),
  },
  {
    name: 'event streams',
    does: 'listens to 200 streams of events, and to more when they end',
    ...EITHER,
    page: script(
      'const f = () => { new EventSource("/never").onerror = (e) => { e.target.close(); setTimeout(f, 50) } }; for (let i = 0; i < 200; i++) f()',
    ),
  },
  { name: 'reload', does: 'reloads itself without end', ...EITHER, page: script('location.reload()') },
  {
    name: 'fragments',
    does: 'goes from fragment to fragment without end',
    ...EITHER,
    page: script('setInterval(() => { location.hash = Math.random() }, 1)'),
  },
  {
    name: 'echo',
    does: 'changes itself whenever it was changed',
    ...LOST,
    page: script(
      'new MutationObserver(() => { document.body.dataset.x = Math.random() }).observe(document, { attributes: true, subtree: true }); document.body.dataset.x = 1',
    ),
  },
  { name: 'expression', does: 'matches an expression that takes for ever', ...LOST, page: script('/^(a+)+$/.test("a".repeat(60) + "b")') },
  {
    name: 'request that waits',
    does: 'stands still until an answer comes that never comes',
    ...LOST,
    page: script('const x = new XMLHttpRequest(); x.open("GET", "/never", false); x.send()'),
  },
  {
    name: 'messages',
    does: 'sends itself messages without end',
    ...EITHER,
    page: script('onmessage = () => postMessage(1); postMessage(1)'),
  },
  {
    name: 'permissions without end',
    does: 'asks again and again for place, camera and notes',
    ...EITHER,
    page: script(
      'setInterval(() => { navigator.geolocation.getCurrentPosition(() => {}); Notification.requestPermission(); navigator.mediaDevices?.getUserMedia({ video: true }).catch(() => {}) }, 20)',
    ),
  },
  {
    name: 'height',
    does: 'is ten million pixels high',
    ...DRAWN,
    page: '<div style="height:10000000px;background:linear-gradient(red,blue)"></div>',
  },
]
