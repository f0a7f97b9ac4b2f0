import type { LinkCapture, PageCapture } from '../../src/model/capture.ts'
import type { Config } from '../../src/model/config.ts'
import type { Log } from '../../src/model/log.ts'
import { type Instant, instantOf, millisOf } from '../../src/model/time.ts'
import type { Draft, VisitJournal } from '../../src/model/visit.ts'

export const SILENT: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
export const NIGHT: Instant = '2026-03-01T02:00:00.000+08:00'

export function later(from: Instant, ms: number): Instant {
  return instantOf(millisOf(from) + ms)
}

export const CONFIG: Config = {
  sites: [],
  settings: {
    userAgent: 'govsite-test/1.0 (+mailto:test@example.org)',
    resolver: { servers: [], hosts: {}, timeoutSeconds: 5 },
    guard: { allow: [], ports: [80, 443] },
    politeness: { requestsPerSecond: 5, requestsPerSecondPerAddress: 10, connectionsPerHost: 4, retryAfterCapSeconds: 60, sitesAtOnce: 4 },
    limits: {
      deadlineSeconds: 15,
      linksPerSite: 3000,
      pagesPerSite: 200,
      columnsPerSite: 60,
      bodyBytes: 2_000_000,
      linkBodyBytes: 65_536,
      redirects: 5,
      secondLookSeconds: 60,
      visitMinutes: 60,
      articleSamples: 3,
      rendersPerSite: 10,
    },
    vantage: { canaries: [], everySeconds: 60 },
    render: { enabled: false, timeoutSeconds: 30, pagesAtOnce: 2, pagesPerBrowser: 100, picturesPerSite: 6, pictureDays: 7 },
    schedule: { timezone: 'Asia/Shanghai', crawl: '0 2 * * *', probesPerDay: 24, catchUpHours: 6 },
    seal: { timeAuthorityCertificates: [], timeoutSeconds: 20 },
    ledger: {
      columns: { number: [], siteCode: [], siteName: [], submittedAt: [], dispatchedAt: [], answeredAt: [], status: [] },
      unfounded: [],
      extended: [],
    },
  },
  rubrics: [],
  columns: { kinds: [], ignore: [] },
  calendar: { years: {} },
  patterns: {
    protection: [],
    soft404: { titles: [], phrases: [], maxTextLength: 0 },
    underConstruction: [],
    annualForm: { names: [], slugs: [], files: [], not: [] },
    statistics: { pages: [], fields: {} },
    board: { links: [], not: [], answered: [], open: [], notConsultation: [] },
    errorReport: { hosts: [], oldHosts: [], centralPages: [] },
  },
}

/** An answered page the way a crawl hands it in: body kept first, then the capture that names it. */
export function takePage(journal: VisitJournal, url: string, html: string, takenAt: Instant, millis = 12): Promise<PageCapture> {
  return journal.once<PageCapture>(`page|${url}`, async (): Promise<Draft<PageCapture>> => {
    const body = journal.keep(Buffer.from(html))
    return {
      kind: 'page',
      role: 'page',
      url,
      family: 4,
      address: '127.0.0.1',
      level: 2,
      look: 1,
      takenAt,
      outcome: {
        kind: 'answered',
        status: 200,
        finalUrl: url,
        redirects: [],
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'date': new Date(millisOf(takenAt) + 400).toUTCString(),
          'etag': `"${html.length.toString(16)}"`,
          'server': 'nginx',
        },
        millis,
        body,
        truncated: false,
      },
    }
  })
}

export function takeLink(journal: VisitJournal, url: string, foundOn: string, takenAt: Instant, millis = 7): Promise<LinkCapture> {
  return journal.once<LinkCapture>(
    `link|4|${url}`,
    async (): Promise<Draft<LinkCapture>> => ({
      kind: 'link',
      url,
      family: 4,
      address: '127.0.0.1',
      foundOn,
      text: `链接 ${url.length}`,
      level: 3,
      sameSite: true,
      look: 1,
      takenAt,
      outcome: {
        kind: 'answered',
        status: 200,
        finalUrl: url,
        redirects: [],
        headers: { 'content-type': 'text/html', 'date': new Date(millisOf(takenAt)).toUTCString(), 'server': 'nginx' },
        millis,
        truncated: false,
      },
    }),
  )
}
