import { createServer, type Server, type ServerResponse } from 'node:http'
import { setPriority } from 'node:os'
import { serveNames } from '../../../src/demo/names.ts'
import { createTown, type Town } from '../town.ts'
import { createTally } from './tally.ts'

/** Serves the towns, each on a loopback address of its own, and keeps the log by which the program's manners are judged. In a process of its own. */
const [count = 1, columns = 1, articlesOfColumn = 1, paragraphs = 1, leastMs = 0, mostMs = 0, changing = 0] = process.argv
  .slice(2)
  .map(Number)
const DAY_MS = 86_400_000
const HTML = 'text/html; charset=utf-8'
const NOT_FOUND = '<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>'
const ROBOTS = 'User-agent: *\nAllow: /\n'
let day = 0
beFirst()

const towns = Array.from({ length: count }, (_, index) => createTown({ index, columns, articlesOfColumn, paragraphs, changing }))
const tally = createTally()
const servers: Server[] = []
let port = 0
for (const [index, town] of towns.entries()) {
  const server = serve(town)
  const bound = await listen(server, addressOf(index), port)
  port = bound
  servers.push(server)
}
const records = new Map(
  towns.flatMap(({ host }, index): [string, { a?: string[]; ns?: string[] }][] => {
    const domain = host.slice(4)
    return [
      [host, { a: [addressOf(index)] }],
      [domain, { ns: [`ns1.${domain}`] }],
      [`ns1.${domain}`, { a: ['127.0.0.1'] }],
    ]
  }),
)
const names = await serveNames(records, 0)
const pagesOfTown = towns[0]?.pages ?? 0
console.log(
  JSON.stringify({ resolver: names.address, port, pagesOfTown, towns: towns.map(({ code, name, host }) => ({ code, name, host })) }),
)

process.on('SIGUSR2', () => {
  day += 1
})
process.on('SIGTERM', () => {
  process.stdout.write(
    `${JSON.stringify({ hosts: tally.read(), cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6 })}\n`,
    () => process.exit(0),
  )
})

/** A server that waits for the processor would log requests later than they came. */
function beFirst(): void {
  try {
    setPriority(-10)
  } catch {
    // Only root may; on a quiet machine it makes no difference.
  }
}

/** 127.1.0.1, 127.1.0.2 …: a host's neighbours share nothing with it. */
function addressOf(index: number): string {
  return `127.1.${Math.floor(index / 250)}.${(index % 250) + 1}`
}

function serve(town: Town): Server {
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    const path = request.url ?? '/'
    const done = tally.arrived(town.host)
    request.resume()
    response.on('close', done)
    const timer = setTimeout(() => answer(town, path, response), latencyOf(town.host + path))
    response.on('close', () => clearTimeout(timer))
  })
  server.on('connection', (socket) => {
    const gone = tally.connected(town.host)
    socket.on('close', gone)
  })
  return server
}

function answer(town: Town, path: string, response: ServerResponse): void {
  const page = town.page(path, day)
  if (path === '/robots.txt') send(response, 200, 'text/plain', ROBOTS)
  else if (page === undefined) send(response, 404, HTML, NOT_FOUND)
  else send(response, 200, HTML, page)
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  const body = Buffer.from(text)
  // The day that the site is in; the program looks whether its clock is that of others.
  const date = new Date(Date.now() + day * DAY_MS).toUTCString()
  response.writeHead(status, { 'content-type': type, 'content-length': body.length, date })
  response.end(body)
}

/** The same for the same page, spread evenly. */
function latencyOf(name: string): number {
  let hash = 7
  for (let at = 0; at < name.length; at += 1) hash = (Math.imul(hash, 31) + name.charCodeAt(at)) >>> 0
  return leastMs + ((Math.imul(hash, 2_654_435_761) >>> 0) / 2 ** 32) * (mostMs - leastMs)
}

function listen(server: Server, address: string, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(wanted, address, () => {
      const bound = server.address()
      if (bound !== null && typeof bound === 'object') resolve(bound.port)
      else reject(new Error('a town has no port'))
    })
  })
}
