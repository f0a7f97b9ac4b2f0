import type { HostileCase } from '../hostile-case.ts'

/** Browser processes that go away; the test of each bears its name. */
export const BROWSER_LOSS = {
  page: {
    name: 'a page’s process killed',
    does: 'the process that draws a page is killed',
    verdict: 'inconclusive',
    blame: 'us',
    because: 'the next page is drawn by the same browser',
  },
  browser: {
    name: 'a browser killed under one page',
    does: 'the browser is killed while it draws one page alone',
    verdict: 'inconclusive',
    blame: 'us',
    because: 'the page that was alone with it may have killed it; the next one gets a new browser',
  },
  neighbours: {
    name: 'a browser killed under two pages',
    does: 'the browser is killed while it draws two pages',
    verdict: 'unchanged',
    blame: 'nobody',
    because: 'each gets a browser to itself',
  },
  worn: {
    name: 'a browser that has drawn enough',
    does: 'more pages are drawn than one browser may draw',
    verdict: 'unchanged',
    blame: 'nobody',
    because: 'another browser takes over, and the one before ends',
  },
} as const satisfies Readonly<Record<string, HostileCase>>

export const BROWSER_LOSS_CASES: readonly HostileCase[] = Object.values(BROWSER_LOSS)
