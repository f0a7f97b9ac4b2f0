import { createServer, type Server } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { createNet } from '../../../src/crawl/net.ts'
import { collectSite } from '../../../src/crawl/visit.ts'
import { CONFIG } from './config.ts'
import { links, MemoryJournal, page, siteAt } from './town.ts'

const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

test('over real sockets: both families, host by name, dead links told from living ones', async () => {
  const asked: string[] = []
  const answer = (family: number) =>
    createServer((request, response) => {
      asked.push(`${family} ${request.headers.host?.split(':')[0]}${request.url}`)
      const pages: Record<string, string> = {
        '/': page('首页', links('/a.html', '/dead.html')),
        '/a.html': page('甲', links('/b.html')),
        '/b.html': page('乙', ''),
      }
      const body = pages[request.url ?? '']
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' }).end(body ?? 'Not Found')
    })
  const port = await listen(answer(4), '127.0.0.1', 0)
  await listen(answer(6), '::1', port)
  const settings = { ...CONFIG.settings, resolver: { servers: [], hosts: { 'www.a.test': ['127.0.0.1', '::1'] }, timeoutSeconds: 1 } }
  const net = createNet({ settings, log: SILENT, now: Date.now })
  onTestFinished(() => net.close())
  const journal = new MemoryJournal()
  await collectSite(siteAt(`http://www.a.test:${port}/`), {
    config: { ...CONFIG, settings },
    journal,
    net,
    renderer: null,
    log: SILENT,
    now: Date.now,
    seed: 'seed',
    ipv6: true,
    wait: async () => undefined,
  })
  for (const family of [4, 6] as const) {
    const found = [...journal.links(2, family), ...journal.links(3, family)]
    expect(found.map(({ url, outcome }) => [new URL(url).pathname, outcome.kind === 'answered' && outcome.status]).sort()).toEqual([
      ['/a.html', 200],
      ['/b.html', 200],
      ['/dead.html', 404],
    ])
    expect(asked).toContain(`${family} www.a.test/b.html`)
  }
})
