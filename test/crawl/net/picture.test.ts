import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Net, PictureBytes, Pictured, Renderer } from '../../../src/crawl/look.ts'
import { createNet } from '../../../src/crawl/net.ts'
import { createRenderer } from '../../../src/crawl/render.ts'
import type { Log } from '../../../src/model/log.ts'
import type { Place, WantedMark } from '../../../src/model/picture.ts'
import { readPng } from './png.ts'
import { opened, settingsWith, silent } from './world.ts'

const ACCENT = '#e6007e'
/** Height of our own line above the page, and of each further one. */
const LINE = 32
const AT = 'position:absolute;left:200px;top:300px;width:100px;height:20px'
/** Where that is. */
const BOX = { x: 200, y: 300, width: 100, height: 20 }
const HOSTILE = `
  new MutationObserver(all => { for (const one of all) for (const node of one.addedNodes) node.remove() }).observe(document, { childList: true, subtree: true });
  setInterval(() => { for (const node of document.documentElement.children) if (node !== document.head && node !== document.body) node.remove() }, 1);
  Element.prototype.getBoundingClientRect = () => ({ x: 0, y: 0, width: 9, height: 9 });
  Element.prototype.checkVisibility = () => false;
  Document.prototype.querySelectorAll = document.querySelectorAll = () => [];
  URL = function () { throw new Error('no') }; Array.prototype.sort = () => []; JSON.stringify = () => 'no'`

const PAGES: Readonly<Record<string, string>> = {
  '/link': `<a href="gone.html#top" style="${AT}">去处</a><a href="/other">别处</a>`,
  '/hidden': `<ul><li style="${AT}">栏目<p style="display:none"><a href="gone.html">去处</a></p></li></ul>`,
  '/nowhere': '<div style="display:none"><a href="gone.html">去处</a></div><p>正文</p>',
  '/cut-off': `<div style="${AT};overflow:hidden"><p style="height:90px">图一</p><a href="gone.html" style="display:block;height:90px">图二</a></div>`,
  '/outside': `<div style="${AT}">菜单<a href="gone.html" style="position:absolute;left:-5000px">去处</a></div>`,
  '/onclick': `<span onclick="window.open('gone.html')" style="${AT}">去处</span>`,
  '/map': `<img usemap="#m" src="/none" style="${AT}"><map name="m"><area href="gone.html" coords="0,0,9,9"></map>`,
  '/option': `<select style="${AT}"><option>请选择<option value="/gone.html">去处</select>`,
  '/frame': `<iframe src="/framed" style="position:absolute;left:190px;top:280px;border:0;width:300px;height:200px"></iframe>`,
  '/framed': '<body style="margin:0"><a href="gone.html" style="position:absolute;left:10px;top:20px;width:100px;height:20px">去处</a>',
  '/row': `<ul><li>旧<li style="${AT}"><a href="gone.html">关于去处的通知</a> 2026-01-02</ul>`,
  '/title': `<table style="${AT};border-spacing:0;font:8px/10px sans-serif"><tr style="height:20px"><td> 关于去处
    的通知<td>1月2日</table>`,
  '/text': `<p style="${AT};margin:0">本栏目正在建设中</p>`,
  '/selector': `<script id="other"></script><b id="entry" style="${AT}">入口</b>`,
  '/hostile': `<a href="gone.html" style="${AT}">去处</a><script>${HOSTILE}</script>`,
  '/moving': `<a id=a href="gone.html" style="${AT};background:#00ff00">去处</a><script>
    let n = 0; setInterval(() => { a.style.top = 300 + (n += 37) % 500 + 'px' }, 1)</script>`,
  '/covered': `<a href="gone.html" style="${AT}">去处</a><div style="position:fixed;inset:0;z-index:2147483647;background:#eef"></div>`,
  '/tall': `<a href="gone.html" style="${AT}">去处</a><div style="height:30000px">高</div><a href="/below">底</a>`,
  '/wide':
    '<body style="margin:0"><div style="width:1500px;height:30px">宽</div><a href="gone.html" style="position:absolute;left:1400px;top:5px">去处</a>',
  '/photo': `<canvas id=c width=1200 height=900></canvas><script>
    const on = c.getContext('2d'), data = on.createImageData(1200, 900);
    for (let i = 0, n = 1; i < data.data.length; i++) { n = (n * 48271) % 2147483647; data.data[i] = i % 4 === 3 ? 255 : n % 256 }
    on.putImageData(data, 0, 0)</script>`,
  '/guarded': `<a href="gone.html" style="${AT}">去处</a>`,
  '/loop': '<script>for (;;) {}</script>',
}

const guarded = { asked: false }
let net: Net
let renderer: Renderer
let origin: string
let close: () => Promise<void>

function handle({ url = '' }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  if (url === '/refused') response.writeHead(403)
  if (url === '/guarded' && !guarded.asked) {
    guarded.asked = true
    response.writeHead(412)
    return void response.end('<script>setTimeout(() => location.reload(), 20)</script>')
  }
  response.end(PAGES[url] ?? 'nothing')
}

beforeAll(async () => {
  const server = await opened(createServer(handle), '127.0.0.1', 0, () => {})
  const settings = settingsWith({
    resolver: { hosts: { 'site.test': ['127.0.0.1'] } },
    guard: { allow: [{ cidr: '127.0.0.1/32', ports: [server.port] }] },
  })
  net = createNet({ settings, log: silent, now: Date.now })
  const made = await createRenderer({ settings, net, log: silent, now: Date.now })
  if (made === null) throw new Error('no renderer on this machine')
  renderer = made
  origin = `http://site.test:${server.port}`
  close = server.close
})
afterAll(async () => {
  await renderer?.close()
  await net?.close()
  await close?.()
})

const GONE = (): Place => ({ kind: 'link', href: `${origin}/gone.html` })
const mark = (at: Place | null, says = '去处'): WantedMark => ({ check: 'c', subject: 's', at, says })
const picture = (path: string, ...marks: readonly WantedMark[]): Promise<Pictured> => renderer.picture({ url: `${origin}${path}`, marks })

function answered({ outcome }: Pictured): Extract<Pictured['outcome'], { kind: 'answered' }> {
  if (outcome.kind === 'failed') throw new Error(`${outcome.failure}: ${outcome.detail}`)
  return outcome
}

/** Whether the box, and neither less nor more, is framed in the picture; `lines` of ours stand above the page. */
function framed({ bytes }: PictureBytes, { x, y, width, height }: typeof BOX, lines = 1): boolean {
  const pixels = readPng(bytes)
  const [left, right, top, bottom] = [x - 3, x + width + 2, y - 3 + LINE * lines, y + height + 2 + LINE * lines]
  const [middle, across] = [(left + right) >> 1, (top + bottom) >> 1]
  const frame = [pixels.at(left, across), pixels.at(right, across), pixels.at(middle, top), pixels.at(middle, bottom)]
  const around = [pixels.at(right + 8, across), pixels.at(middle, top - 8), pixels.at(middle, bottom + 8), pixels.at(left + 8, top + 6)]
  return frame.every((colour) => colour === ACCENT) && !around.includes(ACCENT)
}

describe('a mark is drawn around', () => {
  test.each<[name: string, path: string, at: () => Place]>([
    ['a link, whatever its fragment', '/link', GONE],
    ['what holds a hidden link', '/hidden', GONE],
    ['what cuts a link off', '/cut-off', GONE],
    ['what holds a link that stands outside the page', '/outside', GONE],
    ['what a handler makes a link', '/onclick', GONE],
    ['a picture with areas', '/map', GONE],
    ['a selection', '/option', GONE],
    ['a link in a frame', '/frame', GONE],
    ['the row that leads there', '/row', () => ({ kind: 'row', href: `${origin}/gone.html`, title: '关于去处的通知' })],
    ['the row with the title', '/title', () => ({ kind: 'row', href: null, title: '关于去处的通知' })],
    ['words', '/text', () => ({ kind: 'text', words: ['正在建设'] })],
    ['what a selector finds', '/selector', () => ({ kind: 'selector', css: ['#none', '#entry'] })],
    ['a link of a page that takes away what is added and has changed the browser’s own objects', '/hostile', GONE],
    ['a link that something lies upon', '/covered', GONE],
  ])('%s', async (_, path, at) => {
    const { page, marked } = answered(await picture(path, mark(at())))
    expect(marked).toBe(1)
    expect(framed(page, BOX)).toBe(true)
  })
})

test('what a script moves about is framed where it is in the picture', async () => {
  const { page } = answered(await picture('/moving', mark(GONE())))
  const pixels = readPng(page.bytes)
  const top = Array.from({ length: pixels.height }, (_, y) => y).find((y) => pixels.at(292, y) === '#00ff00')
  expect(framed(page, { ...BOX, y: (top ?? 0) - LINE })).toBe(true)
})

test('what stands on no page is named above it, and the page is not touched', async () => {
  const { page, detail, marked } = answered(await picture('/link', mark(null, '年度报表入口'), mark(GONE())))
  const pixels = readPng(page.bytes)
  expect(marked).toBe(1)
  expect([page.width, page.height]).toEqual([1280, 1000 + 2 * LINE])
  expect(pixels.at(600, LINE + 1)).toBe(ACCENT)
  expect(pixels.at(600, 2 * LINE - 1)).toBe(ACCENT)
  expect(framed(page, BOX, 2)).toBe(true)
  expect([detail.width, detail.height]).toEqual([1280, 640])
  expect(readPng(detail.bytes).at(600, LINE + 1)).toBe(ACCENT)
})

test('what cannot be found is named too', async () => {
  const { page, marked } = answered(await picture('/nowhere', mark(GONE()), mark({ kind: 'link', href: 'http://elsewhere.test/' })))
  expect(marked).toBe(0)
  expect(page.height).toBe(1000 + 3 * LINE)
})

test('a very tall page is shown as far as a picture goes, and what lies below is named', async () => {
  const { page, detail, marked } = answered(await picture('/tall', mark(GONE()), mark({ kind: 'link', href: `${origin}/below` })))
  expect([marked, page.width, page.height]).toEqual([1, 1280, 16_000 + 2 * LINE])
  expect(framed(page, BOX, 2)).toBe(true)
  expect(detail.height).toBe(640)
})

test('a page wider than the window is shown whole, its detail around the mark', async () => {
  const { page, detail, marked } = answered(await picture('/wide', mark(GONE())))
  expect([marked, page.width, detail.width]).toEqual([1, 1500, 1280])
})

test('an unchanged page gives the same bytes', async () => {
  const hash = ({ bytes }: PictureBytes) => createHash('sha256').update(bytes).digest('hex')
  const [one, two] = [answered(await picture('/link', mark(GONE()))), answered(await picture('/link', mark(GONE())))]
  expect([hash(two.page), hash(two.detail)]).toEqual([hash(one.page), hash(one.detail)])
})

test('what would be a large PNG is a JPEG', async () => {
  const { page } = answered(await picture('/photo', mark(null)))
  expect(page.type).toBe('image/jpeg')
  expect(Buffer.from(page.bytes).toString('hex', 0, 3)).toBe('ffd8ff')
})

test('a page that a guard lets a browser have is pictured', async () => {
  expect(framed(answered(await picture('/guarded', mark(GONE()))).page, BOX)).toBe(true)
})

test('words of a page cannot become markup of ours', async () => {
  const { page } = answered(await picture('/link', mark(null, '</bdi></p><b style="position:fixed;inset:0;background:red"></b>\u202e')))
  expect(page.height).toBe(1000 + 2 * LINE)
  expect(readPng(page.bytes).at(640, 900)).toBe('#ffffff')
})

test('a page that is refused to us, and one that hangs, are failures and cost no other its picture', async () => {
  const allowed = async (url: string) => !url.endsWith('/text')
  const refused = renderer.picture({ url: `${origin}/text`, marks: [mark(GONE())], allowed })
  expect((await refused).outcome).toMatchObject({ kind: 'failed', failure: 'robots-disallowed' })
  const blocked = (await picture('/refused', mark(null))).outcome
  expect(blocked).toMatchObject({ kind: 'failed', detail: 'the page came back with HTTP 403' })
  const [hanging, other] = await Promise.all([picture('/loop', mark(GONE())), picture('/link', mark(GONE()))])
  expect(hanging.outcome).toMatchObject({ kind: 'failed', failure: 'browser-failed' })
  expect(framed(answered(other).page, BOX)).toBe(true)
})

test('without a font for Chinese nothing is pictured, and the log says why once', async () => {
  const said: string[] = []
  const log: Log = { ...silent, warn: (_, message) => said.push(message) }
  const path = process.env['PATH']
  process.env['PATH'] = '/nowhere'
  try {
    expect(await createRenderer({ settings: settingsWith(), net, log, now: Date.now })).toBeNull()
  } finally {
    process.env['PATH'] = path
  }
  expect(said).toEqual([expect.stringContaining('no font for Chinese')])
})
