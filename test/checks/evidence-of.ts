import type { CanaryCapture, CensusCapture, DnsCapture, Head, LinkCapture, NoteCapture, ProbeCapture } from '../../src/model/capture.ts'
import type { AnnualFormView, BoardView, ColumnView, Evidence, HomeView, SeenPage, Ticket } from '../../src/model/evidence.ts'
import type { Failure } from '../../src/model/failure.ts'
import type { BoardMessage, ListRow, PageFacts, Quality } from '../../src/model/page.ts'
import type { Site } from '../../src/model/site.ts'
import { addDays } from '../../src/model/time.ts'

export const AS_OF = '2026-03-02T10:00:00.000+08:00'
const TODAY = '2026-03-02'
export const HOME = 'http://www.example.gov.cn/'

export const SITE: Site = {
  code: '6200000001',
  name: '示例市人民政府',
  owner: { name: '示例市', kind: 'city' },
  home: HOME,
  pins: { columns: [] },
  authorised: false,
}

export const daysAgo = (days: number): string => addDays(TODAY, -days)

const UNPROVEN = { proven: false, says: '没有证实 IPv6 线路', canaries: [] }
const PROVEN = { proven: true, says: '已证实', canaries: [] satisfies CanaryCapture[] }

export const vantage = (ipv6: boolean): Evidence['vantage'] => ({ ipv4: PROVEN, ipv6: ipv6 ? PROVEN : UNPROVEN, ipv6Names: true })

/** The hosts that are known to have an IPv6 address have none, if our resolver is asked. */
export function seesNoIpv6(): Evidence['vantage'] {
  const outcome = { kind: 'failed', failure: 'no-address', detail: '' } as const
  const canary = {
    id: 'canary',
    kind: 'canary',
    takenAt: AS_OF,
    phase: 'before',
    url: 'http://canary.example/',
    family: 6,
    scope: 'global',
    outcome,
  } as const
  return { ipv4: PROVEN, ipv6: { ...UNPROVEN, canaries: [canary] }, ipv6Names: true }
}

export const NO_BOARD: BoardView = {
  exempt: false,
  url: null,
  unread: null,
  messages: [],
  newestAnswer: null,
  statistics: [],
  evidence: [],
}
export const NO_FORM: AnnualFormView = { onHome: [], elsewhere: [], form: null, unread: null, evidence: [] }
const UNSEEN: HomeView = { looks: [], facts: null, evidence: [], renders: [] }

/** An empty visit with what the case gives instead. */
export function evidenceOf(given: Partial<Evidence>): Evidence {
  return {
    vantage: vantage(false),
    dns: [],
    home: UNSEEN,
    links: [],
    census: [],
    columns: [],
    board: NO_BOARD,
    annualForm: NO_FORM,
    availability: { probes: [], planned: 0, days: 7 },
    tickets: null,
    notes: [],
    ...given,
  }
}

function facts(given: Partial<PageFacts> = {}): PageFacts {
  return {
    url: HOME,
    charset: 'utf-8',
    quality: 'ok',
    protection: null,
    title: '首页',
    publishedAt: null,
    publishedAtSource: null,
    otherDates: [],
    meta: {},
    siteCode: null,
    columnName: null,
    columnTypes: [],
    contentSource: null,
    errorReport: null,
    badge: null,
    icp: null,
    police: null,
    links: [],
    list: [],
    newest: null,
    annualForm: [],
    boardStatistics: null,
    unfinished: { data: [], parts: [], render: null },
    columns: [],
    board: { links: [], messages: [] },
    underConstruction: false,
    structure: ['a', 'b'],
    textLength: 500,
    ...given,
  }
}

let counter = 0
const nextId = (kind: string): string => {
  counter += 1
  return `${kind}-${counter}`
}

function head(status = 200, url = HOME): Head {
  return { status, finalUrl: url, redirects: [], headers: {}, millis: 120 }
}

const failed = (failure: Failure) => ({ kind: 'failed' as const, failure, detail: failure })

export function seen(given: {
  family?: 4 | 6
  look?: number
  status?: number
  failure?: Failure
  facts?: Partial<PageFacts>
  sha256?: string
}): SeenPage {
  const answered = {
    kind: 'answered' as const,
    ...head(given.status),
    body: { sha256: given.sha256 ?? nextId('body'), length: 10 },
    truncated: false,
  }
  return {
    kind: 'page',
    id: nextId('page'),
    takenAt: AS_OF,
    role: 'home',
    url: HOME,
    family: given.family ?? 4,
    level: 1,
    look: given.look ?? 1,
    outcome: given.failure ? failed(given.failure) : answered,
    facts: given.failure ? null : facts(given.facts),
  }
}

/** A homepage read whole over IPv4, with these facts. */
export function homeWith(given: Partial<PageFacts> = {}, more: readonly SeenPage[] = []): HomeView {
  return { looks: [seen({ facts: given }), ...more], facts: facts(given), evidence: ['home-capture'], renders: [] }
}

/** A homepage that no look could read. */
export function homeless(...looks: readonly SeenPage[]): HomeView {
  return { looks, facts: null, evidence: looks.map(({ id }) => id), renders: [] }
}

export function dns(type: DnsCapture['type'], records: readonly string[] | Failure, host = 'www.example.gov.cn'): DnsCapture {
  const outcome = typeof records === 'string' ? failed(records) : { kind: 'answered' as const, records }
  return { kind: 'dns', id: nextId('dns'), takenAt: AS_OF, host, type, outcome }
}

interface LinkGiven {
  readonly url?: string
  readonly family?: 4 | 6
  readonly level?: 2 | 3
  readonly look?: number
  readonly status?: number
  readonly failure?: Failure
  readonly quality?: Quality
  readonly text?: string
  readonly sameSite?: boolean
}

export function link(given: LinkGiven = {}): LinkCapture {
  const url = given.url ?? `${HOME}page`
  return {
    kind: 'link',
    id: nextId('link'),
    takenAt: AS_OF,
    url,
    family: given.family ?? 4,
    foundOn: HOME,
    text: given.text ?? '某页面',
    level: given.level ?? 2,
    sameSite: given.sameSite ?? true,
    look: given.look ?? 1,
    ...(given.quality ? { quality: given.quality } : {}),
    outcome: given.failure ? failed(given.failure) : { kind: 'answered', ...head(given.status, url), truncated: false },
  }
}

export function census(level: 2 | 3, given: Partial<CensusCapture> = {}): CensusCapture {
  return { kind: 'census', id: `census-${level}`, takenAt: AS_OF, level, distinct: 1, tested: 1, external: 0, unread: [], ...given }
}

export function note(about: NoteCapture['about'], reading?: NoteCapture['reading']): NoteCapture {
  return { kind: 'note', id: nextId('note'), takenAt: AS_OF, about, subject: HOME, detail: about, ...(reading ? { reading } : {}) }
}

export function row(given: Partial<ListRow>): ListRow {
  return { title: '一条信息', url: `${HOME}art/${nextId('row')}.html`, date: null, dateSource: given.date ? 'shown' : null, ...given }
}

export function column(given: Partial<ColumnView>): ColumnView {
  const newest = given.newest ?? null
  return {
    name: '栏目',
    url: `${HOME}col/`,
    kind: 'news',
    pinned: false,
    level: 2,
    rows: newest ? [row({ date: newest })] : [],
    newest,
    newestFrom: newest ? 'list' : null,
    unread: null,
    underConstruction: false,
    evidence: ['column-capture'],
    ...given,
  }
}

export function message(given: Partial<BoardMessage>): BoardMessage {
  return { title: '一件咨询', url: null, status: null, receivedOn: null, answeredOn: null, answered: null, type: null, ...given }
}

export function probe(
  index: number,
  given: { status?: number; millis?: number; failure?: Failure; quality?: Quality; family?: 4 | 6 } = {},
): ProbeCapture {
  return {
    kind: 'probe',
    id: nextId('probe'),
    takenAt: AS_OF,
    url: HOME,
    family: given.family ?? 4,
    plannedFor: `${daysAgo(1 + (index % 7))}T${String(10 + (Math.floor(index / 7) % 10)).padStart(2, '0')}:${String(Math.floor(index / 70)).padStart(2, '0')}:00.000+08:00`,
    ...(given.quality ? { quality: given.quality } : {}),
    outcome: given.failure ? failed(given.failure) : { kind: 'answered', ...head(given.status), millis: given.millis ?? 100 },
  }
}

export function ticket(given: Partial<Ticket> & { readonly number: string }): Ticket {
  return {
    site: SITE.code,
    submittedAt: '2026-02-02T09:00:00.000+08:00',
    dispatchedAt: null,
    answeredAt: null,
    status: '办理中',
    unfounded: false,
    extended: false,
    id: `ticket-${given.number}`,
    ...given,
  }
}

export function ledger(...rows: readonly Ticket[]): Evidence['tickets'] {
  return { rows, importedAt: AS_OF, coversTo: TODAY, importCapture: 'import' }
}
