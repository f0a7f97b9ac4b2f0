import { Parser } from 'htmlparser2'
import { Agent, request } from 'undici'

/** The least that the job can cost: bare undici, SAX link extraction, nothing kept. Prints one line of JSON. */
const home = process.argv[2] ?? ''
const AT_ONCE = 16
const LAST_READ = 3
const LAST_TESTED = 3
const REDIRECTS = 5

const agent = new Agent({ connections: AT_ONCE, pipelining: 1 })
const resolved = new Map<string, string>()
const broken = new Set<string>()
let pages = 0

const origin = new URL(home).origin
const met = new Set([home])
let level = [home]
for (let number = 1; number <= LAST_TESTED; number += 1) {
  const next: string[] = []
  await inParallel(level, async (url) => {
    const links = await visit(url, number <= LAST_READ && url.startsWith(origin))
    if (number === LAST_TESTED) return
    for (const link of links) {
      if (met.has(link)) continue
      met.add(link)
      next.push(link)
    }
  })
  level = next
}
await agent.close()
const used = process.resourceUsage()
console.log(
  JSON.stringify({
    pages,
    links: met.size - 1,
    broken: broken.size,
    maxRssKiB: used.maxRSS,
    cpuMillis: Math.round((used.userCPUTime + used.systemCPUTime) / 1000),
  }),
)

async function inParallel(urls: readonly string[], task: (url: string) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let url = urls[next++]; url !== undefined; url = urls[next++]) await task(url)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

/** The page's links; none for anything that is not a page, or not there. */
async function visit(url: string, read: boolean): Promise<string[]> {
  let at = url
  for (let hops = 0; hops <= REDIRECTS; hops += 1) {
    const answer = await request(at, { dispatcher: agent }).catch(() => null)
    if (answer === null) break
    const location = answer.headers['location']
    if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string') {
      await answer.body.dump()
      at = new URL(location, at).href
      continue
    }
    const isPage = String(answer.headers['content-type']).startsWith('text/html')
    if (answer.statusCode >= 400 || !isPage || !read) {
      await answer.body.dump()
      if (answer.statusCode >= 400) break
      return []
    }
    pages += 1
    return linksOf(await answer.body.text(), at)
  }
  broken.add(url)
  return []
}

function linksOf(html: string, base: string): string[] {
  const links: string[] = []
  const folder = base.slice(0, base.lastIndexOf('/') + 1)
  const parser = new Parser({
    onopentag(name, { href, src }) {
      const raw = name === 'a' || name === 'area' ? href : name === 'img' || name === 'iframe' ? src : undefined
      const link = raw === undefined ? '' : resolve(raw, folder, base)
      if (link !== '') links.push(link)
    },
  })
  parser.end(html)
  return links
}

function resolve(raw: string, folder: string, base: string): string {
  const key = raw.startsWith('/') ? raw : `${folder} ${raw}`
  const known = resolved.get(key)
  if (known !== undefined) return known
  let url = ''
  try {
    const parsed = new URL(raw.trim(), base)
    parsed.hash = ''
    url = parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : ''
  } catch {
    // No URL at all: it leads nowhere.
  }
  resolved.set(key, url)
  return url
}
