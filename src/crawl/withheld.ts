import type { Page, Request } from 'playwright'
import { frameOf } from './page-fence.ts'

const MOST = 10
const MAX_URL = 300
/** What brings rows into a page; pictures and fonts never do. */
const BRINGS_ROWS: ReadonlySet<string> = new Set(['xhr', 'fetch', 'script', 'document'])
/** What counts visitors brings nothing. */
const COUNTER =
  /baidu|cnzz|umeng|51\.la|google|tongji|analytic|count|monitor|beacon|track|visit|click|(?:^|[/._-])(?:hits?|pv|log|stat)(?:[/._?-]|$)/i
/** The site's own answer, and a visitor's too: there is nothing at that place. */
const GONE: ReadonlySet<number> = new Set([404, 410])

/** Hears of everything that the page asks for, and tells what of it that may bring rows was refused, failed, or has not come yet; at most ten addresses. */
export function watchWithheld(page: Page): () => readonly string[] {
  const waiting = new Set<Request>()
  const withheld = new Set<string>()
  const matters = (one: Request) => BRINGS_ROWS.has(one.resourceType()) && !isDocument(one, page) && !COUNTER.test(one.url())
  const note = (one: Request) => {
    if (withheld.size < MOST) withheld.add(one.url().slice(0, MAX_URL))
  }
  page.on('request', (one) => {
    if (matters(one)) waiting.add(one)
  })
  page.on('requestfinished', (one) => waiting.delete(one))
  page.on('requestfailed', (one) => {
    if (waiting.delete(one)) note(one)
  })
  page.on('response', (response) => {
    const asked = response.request()
    // The browser may call a script that is not there a failure, too.
    if (GONE.has(response.status())) waiting.delete(asked)
    else if (response.status() >= 400 && matters(asked)) note(asked)
  })
  return () => {
    for (const one of waiting) note(one)
    return [...withheld].sort()
  }
}

/** The page itself, of which its status tells. */
const isDocument = (one: Request, page: Page): boolean => one.isNavigationRequest() && frameOf(one) === page.mainFrame()
