import { assembleEvidence } from '../../src/audit/evidence.ts'
import type { BodyRef, CanaryCapture, Capture, LinkCapture, NoteCapture, PageCapture, RenderCapture } from '../../src/model/capture.ts'
import type { Config } from '../../src/model/config.ts'
import type { Evidence } from '../../src/model/evidence.ts'
import type { Log } from '../../src/model/log.ts'
import type { Pins, Site } from '../../src/model/site.ts'
import { type Instant, instantOf, millisOf } from '../../src/model/time.ts'
import { type Draft, VANTAGE_SITE, type VisitJournal } from '../../src/model/visit.ts'
import { loadConfig } from '../../src/registry/config.ts'
import { SILENT } from '../store/content.ts'
import { temporaryStore } from '../store/fixtures.ts'

export const DAY = '2026-03-10'
export const AT: Instant = `${DAY}T02:00:00.000+08:00`
export const HOME = 'http://www.a.gov.cn/'

/** An extractor that throws on one of these pages fails the test that shows it the page. */
const LOUD: Log = {
  ...SILENT,
  error: (data, message) => {
    throw new Error(`${message} ${JSON.stringify(data)}`)
  },
}
const SHIPPED = new URL('../../config', import.meta.url).pathname
export const CONFIG: Config = await loadConfig(SHIPPED, SHIPPED)

export function siteOf(pins: Partial<Pins> = {}): Site {
  return {
    code: '6200000001',
    name: '甲市人民政府',
    owner: { name: '甲市人民政府', kind: 'city' },
    home: HOME,
    pins: { columns: [], ...pins },
    authorised: false,
  }
}

export interface Seen {
  readonly role: PageCapture['role']
  readonly url?: string
  readonly html?: string
  readonly bytes?: Uint8Array
  readonly of?: string
  readonly label?: string
  readonly level?: 1 | 2 | 3
  readonly status?: number
  readonly family?: 4 | 6
  readonly look?: number
  readonly type?: string
  readonly failure?: 'timed-out' | 'robots-disallowed' | 'no-route'
  readonly finalUrl?: string
}

/** A visit recorded in a real store and read out of it again, the way a night does it. */
export async function evidenceOf(
  seen: readonly Seen[],
  about: {
    readonly site?: Site
    readonly others?: readonly Draft[]
    readonly renders?: Readonly<Record<string, string | { readonly html: string; readonly withheld: readonly string[] }>>
    readonly vantage?: readonly Draft<CanaryCapture>[]
  } = {},
): Promise<Evidence> {
  const site = about.site ?? siteOf()
  const store = await temporaryStore()
  const run = await store.runs.begin({ kind: 'audit', startedAt: AT, seed: 's', config: CONFIG })
  const { visit, journal } = await store.visits.open(run.id, site.code, AT)
  for (const [at, one] of seen.entries()) await record(journal, one, instantOf(millisOf(AT) + at * 50))
  for (const [at, draft] of (about.others ?? []).entries()) await journal.once(`other|${at}`, async () => draft)
  for (const [url, drawn] of Object.entries(about.renders ?? {})) {
    const { html, withheld } = typeof drawn === 'string' ? { html: drawn, withheld: [] } : drawn
    await journal.once<RenderCapture>(`render|${url}`, async () => drawing(journal.keep(Buffer.from(html)), url, withheld))
  }
  await journal.finish(AT)
  const vantage = await store.visits.open(run.id, VANTAGE_SITE, AT)
  for (const [at, draft] of (about.vantage ?? []).entries()) await vantage.journal.once(`canary|${at}`, async () => draft)
  await vantage.journal.finish(AT)
  return assembleEvidence({
    site,
    captures: await store.visits.captures(visit.id),
    vantage: await store.visits.captures(vantage.visit.id),
    body: (ref) => store.visits.body(ref),
    tickets: null,
    availability: { probes: [], planned: 0, days: 7 },
    config: CONFIG,
    asOf: AT,
    log: LOUD,
  })
}

export function page(title: string, body: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div class="nav"><a href="/">首页</a><a href="/xw/">新闻动态</a><a href="/tz/">通知公告</a><a href="/zc/">政策文件</a></div>${body}<div class="footer">主办单位：甲市人民政府办公室 版权所有</div></body></html>`
}

/** A list as most platforms print it; a row is a date and a title, the date left out where it is null. */
export function list(rows: readonly (readonly [date: string | null, title: string, url: string])[]): string {
  return `<ul class="list">${rows.map(([date, title, url]) => `<li><a href="${url}" title="${title}">${title}</a>${date === null ? '' : `<span>${date}</span>`}</li>`).join('')}</ul>`
}

export function note(about: NoteCapture['about'], subject = HOME): Draft<NoteCapture> {
  return { kind: 'note', takenAt: AT, about, subject, detail: '…' }
}

export function link(url: string, look: number, status: number): Draft<LinkCapture> {
  return {
    kind: 'link',
    takenAt: AT,
    url,
    family: 4,
    foundOn: HOME,
    text: '链接',
    level: 2,
    sameSite: true,
    look,
    outcome: { kind: 'answered', status, finalUrl: url, redirects: [], headers: {}, millis: 3, truncated: false },
  }
}

function record(journal: VisitJournal, seen: Seen, takenAt: Instant): Promise<Capture> {
  const {
    role,
    html,
    bytes,
    of,
    label,
    level,
    status = 200,
    family = 4,
    look = 1,
    type = 'text/html; charset=utf-8',
    failure,
    url = HOME,
    finalUrl = url,
  } = seen
  const about = {
    ...(of === undefined ? {} : { of }),
    ...(label === undefined ? {} : { label }),
    ...(level === undefined ? {} : { level }),
  }
  return journal.once<PageCapture>(`page|${role}|${family}|${look}|${url}|${of ?? ''}`, async (): Promise<Draft<PageCapture>> => {
    const common = { kind: 'page', role, url, family, look, takenAt, ...about } as const
    if (failure) return { ...common, outcome: { kind: 'failed', failure, detail: '' } }
    const body = journal.keep(bytes ?? Buffer.from(html ?? ''))
    return {
      ...common,
      outcome: { kind: 'answered', status, finalUrl, redirects: [], headers: { 'content-type': type }, millis: 5, body, truncated: false },
    }
  })
}

function drawing(html: BodyRef, url: string, withheld: readonly string[]): Draft<RenderCapture> {
  const outcome = { kind: 'answered', finalUrl: url, html, ...(withheld.length > 0 ? { withheld } : {}), millis: 900 } as const
  return { kind: 'render', takenAt: AT, url, of: url, reason: 'script', outcome }
}
