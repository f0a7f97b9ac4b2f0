import { createReadStream, statSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'

/** Serves the generated site where there is no nginx: the same answers, only slower. */
const root = process.argv[2] ?? '.'
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'application/javascript',
  '.png': 'image/png',
  '.pdf': 'application/pdf',
}
/** As nginx is configured for the other run. */
const ANSWERS: readonly (readonly [start: string, status: number, location?: string])[] = [
  ['/broken/gone/', 410],
  ['/broken/error/', 500],
  ['/broken/unavailable/', 503],
  ['/broken/loop/', 302, ''],
  ['/broken/leads-to-missing/', 301, '/nowhere.html'],
]

const server = createServer((request, response) => answer(request.url ?? '/', response))
server.listen(0, '127.0.0.1', () => {
  const bound = server.address()
  console.log(JSON.stringify({ port: typeof bound === 'object' ? bound?.port : null }))
})
process.on('SIGTERM', () => process.stdout.write('{}\n', () => process.exit(0)))

function answer(url: string, response: ServerResponse): void {
  const made = ANSWERS.find(([start]) => url.startsWith(start))
  if (made) {
    const [, status, location] = made
    response.writeHead(status, location === undefined ? {} : { location: location === '' ? url : location }).end()
    return
  }
  const path = normalize(decodeURIComponent(url.split('?', 1)[0] ?? '/'))
  const file = join(root, path.endsWith('/') ? `${path}index.html` : path)
  const size = statSync(file, { throwIfNoEntry: false })?.size
  if (size === undefined) {
    response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404 Not Found</h1>')
    return
  }
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-length': size })
  createReadStream(file).pipe(response)
}
