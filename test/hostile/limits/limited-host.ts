import { type ChildProcess, spawn } from 'node:child_process'
import http from 'node:http'
import { fileURLToPath } from 'node:url'
import { sitePages } from '../dns/world.ts'
import type { Answer, Disturbance, Work } from './disturbed-process.ts'

const SCRIPT = fileURLToPath(new URL('disturbed-process.ts', import.meta.url))
/** Enough for a night, and soon used up. */
const OPEN_FILES = 256

export type Done = Extract<Answer, { what: 'done' }>

export interface Worker {
  readonly pid: number
  work(order: Work): Promise<Done>
  /** Ends when the disturbance has begun. */
  disturb(order: Disturbance): Promise<void>
  close(): Promise<void>
}

/** A process of its own that spends nights, with a small limit on open files. */
export async function startWorker(): Promise<Worker> {
  const child = spawn('bash', ['-c', `ulimit -n ${OPEN_FILES}; exec "$0" "$1"`, process.execPath, SCRIPT], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  await heard(child, 'ready')
  return {
    pid: child.pid ?? 0,
    async work(order) {
      const done = heard(child, 'done')
      child.send(order)
      return await done
    },
    async disturb(order) {
      const begun = heard(child, 'disturbed')
      child.send(order)
      await begun
    },
    async close() {
      child.kill('SIGCONT')
      child.disconnect()
      await ended
    },
  }
}

function heard<What extends Answer['what']>(child: ChildProcess, what: What): Promise<Extract<Answer, { what: What }>> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: Answer) => {
      if (answer.what !== what && answer.what !== 'broken') return
      child.off('message', onMessage).off('exit', onExit)
      if (answer.what === 'broken') reject(new Error(answer.error))
      else resolve(answer as Extract<Answer, { what: What }>)
    }
    const onExit = () => reject(new Error('the process that spends the nights is gone'))
    child.on('message', onMessage).on('exit', onExit)
  })
}

export interface Host {
  readonly port: number
  /** Called with every path that is asked for, before it is answered. */
  onRequest: (path: string, request: http.IncomingMessage) => Promise<void> | void
  close(): Promise<void>
}

/** The page of each site that `eating-thread.ts` comes to grief on. */
const EATING: Readonly<Record<string, string>> = { 'eats-home': '/', 'eats-page': '/c.html', 'eats-column': '/tzgg/' }

/** Needs a browser: what it shows is made by a script. */
const SHELL =
  '<!doctype html><html><head><meta charset="utf-8"><title>人民政府</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>'

/** Both families on one port; every answer on a connection of its own. `drawn.test` needs a browser, every other name does not. */
export async function openHost(): Promise<Host> {
  const servers: http.Server[] = []
  let bound = 0
  const host: Host = {
    get port() {
      return bound
    },
    onRequest: () => undefined,
    async close() {
      for (const server of servers) {
        server.closeAllConnections()
        await new Promise((done) => server.close(done))
      }
    },
  }
  const answer: http.RequestListener = (request, response) => {
    const path = request.url ?? '/'
    void (async () => {
      await host.onRequest(path, request)
      if (path === '/silent.html') return
      const name = request.headers.host ?? ''
      const body = name.startsWith('drawn.') && path === '/' ? SHELL : pageOf(path, request)
      const type = path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': type, 'connection': 'close' }).end(body ?? 'Not Found')
    })()
  }
  for (const address of ['127.0.0.1', '::1']) {
    const server = http.createServer(answer)
    await new Promise<void>((done, fail) => server.once('error', fail).listen(bound, address, done))
    const at = server.address()
    bound = at !== null && typeof at === 'object' ? at.port : 0
    servers.push(server)
  }
  return host
}

/** `plain.test` has a link that leads nowhere; `silent.test` one that is never answered; others a page that no thread can read. */
function pageOf(path: string, request: http.IncomingMessage): string | undefined {
  if (path === '/app.js') return `document.getElementById("app").innerHTML = ${JSON.stringify(sitePages('/', request))}`
  const name = request.headers.host ?? ''
  const body = sitePages(path, request)
  if (EATING[name.split('.', 1)[0] ?? ''] === path) return `${body}<!-- eats-all-memory -->`
  if (path !== '/') return body
  const more = name.startsWith('silent.') ? '/silent.html' : '/gone.html'
  return body?.replace('</ul>', `<li><a href="${more}">另一条消息的标题</a></li></ul>`)
}
