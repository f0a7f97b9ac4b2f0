// What the peers of this bench share: the job itself, so that each is asked for exactly the same. Two methods of Crawlee run it.
import { Configuration, LogLevel, log } from '@crawlee/http'

export const AT_ONCE = 16
const LAST_LEVEL = 3

log.setLevel(LogLevel.OFF)

/** Runs the crawler that `create` makes; `linksOf` reads a page in the crawler's own way. Prints one line of JSON. */
export async function runJob(create, linksOf) {
  const home = process.argv[2]
  const { origin } = new URL(home)
  const met = new Set([home])
  const broken = new Set()
  let pages = 0
  const crawler = create(
    {
      // A link that fails once is broken, as for every peer; levels come out right because the queue is first in, first out.
      maxRequestRetries: 0,
      minConcurrency: AT_ONCE,
      maxConcurrency: AT_ONCE,
      useSessionPool: false,
      persistCookiesPerSession: false,
      ignoreHttpErrorStatusCodes: [403, 500, 501, 502, 503, 504],
      additionalMimeTypes: ['*/*'],
      async requestHandler(context) {
        const { request, response } = context
        const { level } = request.userData
        if (response.statusCode >= 400) {
          broken.add(request.url)
          return
        }
        if (!request.url.startsWith(origin) || !String(response.headers['content-type']).startsWith('text/html')) return
        pages += 1
        const links = linksOf(context, request.loadedUrl ?? request.url)
        if (level === LAST_LEVEL) return
        const fresh = links.filter((url) => !met.has(url) && met.add(url))
        await crawler.addRequests(fresh.map((url) => ({ url, uniqueKey: url, userData: { level: level + 1 } })))
      },
      async failedRequestHandler({ request }) {
        broken.add(request.url)
      },
    },
    new Configuration({ persistStorage: false, purgeOnStart: false }),
  )
  await crawler.run([{ url: home, uniqueKey: home, userData: { level: 1 } }])
  process.stdout.write(`${JSON.stringify({ pages, links: met.size - 1, broken: broken.size })}\n`)
}

/** The absolute address, without its fragment; undefined for what leads nowhere. */
export function resolve(href, base) {
  try {
    const url = new URL(href.trim(), base)
    url.hash = ''
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined
  } catch {
    return undefined
  }
}
