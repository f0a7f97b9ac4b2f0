import { mkdirSync, writeFileSync } from 'node:fs'
import type net from 'node:net'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { type Listening, listenRaw } from '../../crawl/net/world.ts'
import { TEXT_CASES } from './text-cases.ts'

export const CODE = '6200000001'
/** As much as a registry lets pass: no sane office writes this, but an import might. */
export const NAME = '=甲\u202e市<script>fetch("http://127.0.0.9/")</script>\u200b'

const TEXTS = TEXT_CASES.map(({ text }) => text)
const TAIL = `<p>${'本页面登载有关工作情况、政策措施和办事指南，供社会公众查阅。'.repeat(8)}</p>`

/** The text as a parser of HTML reads it back. */
function asText(text: string): string {
  return text.replace(/[&<>"'\r]/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('\u0000', '\ufffd')
}

function page(title: string, body: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${asText(title)}</title><meta name="SiteName" content="${asText(title)}"><meta name="ColumnName" content="${asText(title)}"></head><body><h1>${asText(title)}</h1>${body}${TAIL}</body></html>`
}

/** A list of articles, dated long ago, each called by a hostile text. */
const rows = () =>
  TEXTS.map(
    (text, index) =>
      `<li><a href="/row/${index}.html" title="${asText(text)}">${asText(text)}</a><span>2019-01-${String((index % 28) + 1).padStart(2, '0')}</span></li>`,
  ).join('')

/** Links that lead to nothing, each called by a hostile text and with it in its address, besides those that stay unescaped. */
const links = () =>
  TEXTS.map(
    (text, index) =>
      `<p><a href="/gone/${index}/${asText(text.slice(0, 60))}">${asText(text)}</a><a href="${asText(text.slice(0, 200))}">x</a></p>`,
  ).join('')

function bodyOf(path: string): string | undefined {
  if (path === '/') {
    const columns = TEXTS.slice(0, 12).map((text, index) => `<li><a href="/lm${index}/">${asText(text.slice(0, 20))}</a></li>`)
    return page(TEXTS.join(' '), `<div class="nav"><ul><li><a href="/tzgg/">通知公告</a></li>${columns.join('')}</ul></div>${links()}`)
  }
  if (path === '/small/')
    return page(
      NAME,
      TEXTS.slice(0, 20)
        .map((text, index) => `<a href="/gone/${index}">${asText(text)}</a>`)
        .join(''),
    )
  if (path === '/tzgg/') return page('通知公告', `<ul>${rows()}</ul>`)
  if (/^\/lm\d+\/$/.test(path)) return page(TEXTS[Number(/\d+/.exec(path)?.[0])] ?? '', '')
  return undefined
}

/** A site that writes hostile text wherever a site can write: page, head, status line, reason, redirect. */
export async function openHostileSite(): Promise<Listening> {
  const drive = '\u001b]0;owned\u0007\u009b31m'
  return listenRaw((socket: net.Socket) => {
    let asked = ''
    socket.on('data', (bytes) => {
      asked += bytes.toString('latin1')
      if (!asked.includes('\r\n\r\n')) return
      const path = decodeURI(asked.split(' ')[1] ?? '/')
      const body = bodyOf(path)
      const status = body === undefined ? `404 ${drive}` : '200 OK'
      const type = body === undefined ? `text/html${drive}` : 'text/html; charset=utf-8'
      const head = [
        `HTTP/1.1 ${status}`,
        `server: ${drive}<script>alert(1)</script>`,
        `x-forged: a\u000bb`,
        `content-type: ${type}`,
        'connection: close',
      ]
      socket.write(Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'))
      socket.end(body ?? '<html><title>404</title>Not Found</html>')
    })
  })
}

/** A configuration with the hostile site in it, quick enough for a test. */
export function writeHostileConfig(folder: string, port: number): void {
  mkdirSync(folder)
  const home = `http://127.0.0.1:${port}/`
  writeFileSync(
    join(folder, 'sites.csv'),
    `code,name,kind,owner,home\n${CODE},"${NAME.replaceAll('"', '""')}",city,"${NAME.replaceAll('"', '""')}",${home}\n`,
  )
  const settings = {
    userAgent: 'govsite-test/1.0 (+mailto:test@example.org)',
    resolver: { servers: ['127.0.0.1:9'], timeoutSeconds: 0.2 },
    guard: { allow: [{ cidr: '127.0.0.1/32', ports: [port] }] },
    politeness: { requestsPerSecond: 1000, requestsPerSecondPerAddress: 1000, connectionsPerHost: 8 },
    limits: { deadlineSeconds: 5, secondLookSeconds: 0, visitMinutes: 3 },
    render: { picturesPerSite: 1, timeoutSeconds: 15 },
  }
  writeFileSync(join(folder, 'settings.yaml'), stringify(settings))
}

/** An export of the ledger in which every cell that can be is hostile; sound in nothing but its headings. */
export function writeHostileLedger(file: string): void {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = TEXTS.map((text) => [text, CODE, text, '2026-01-05 10:00:00', text, text, text].map(quoted).join(','))
  writeFileSync(file, `留言编号,网站标识码,网站名称,提交时间,转办时间,办结时间,状态\n${lines.join('\n')}\n`)
}
