import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ArchivedVisit, createArchive } from '../../../src/bundle/archive/create.ts'
import { type Archive, openArchive } from '../../../src/bundle/archive/open.ts'
import type { ByteSource } from '../../../src/bundle/bag/zip-bytes.ts'
import type { BodyRef, Capture, LinkCapture, PageCapture } from '../../../src/model/capture.ts'
import type { Draft } from '../../../src/model/visit.ts'
import { contentId, sha256 } from '../../../src/store/canonical.ts'

export const RUN = { id: '2026-03-01-night', startedAt: '2026-03-01T02:00:00.000+08:00' }
export const USER_AGENT = 'govsite-test/1.0 (+mailto:test@example.org)'
export const AT = '2026-03-01T10:00:00.123+08:00'

/** Bodies by their hash, and the captures that name them. */
export class Evidence {
  readonly bodies = new Map<string, Uint8Array>()

  keep(data: string | Uint8Array): BodyRef {
    const bytes = Buffer.from(data)
    const ref = { sha256: sha256(bytes), length: bytes.length }
    this.bodies.set(ref.sha256, bytes)
    return ref
  }

  readonly body = async (ref: BodyRef): Promise<Uint8Array> => {
    const bytes = this.bodies.get(ref.sha256)
    if (!bytes) throw new Error(`no body ${ref.sha256}`)
    return bytes
  }
}

export function named<C extends Capture>(draft: Draft<C>): C {
  const capture: unknown = { ...draft, id: contentId(draft) }
  return capture as C
}

interface Answer {
  readonly status?: number
  readonly finalUrl?: string
  readonly redirects?: PageCapture['outcome'] extends infer O ? (O extends { redirects: infer R } ? R : never) : never
  readonly headers?: Readonly<Record<string, string>>
  readonly truncated?: boolean
}

function headOf(url: string, answer: Answer) {
  return {
    kind: 'answered' as const,
    status: answer.status ?? 200,
    finalUrl: answer.finalUrl ?? url,
    redirects: answer.redirects ?? [],
    headers: answer.headers ?? { 'content-type': 'text/html; charset=gb2312', 'server': 'nginx' },
    millis: 12,
    truncated: answer.truncated ?? false,
  }
}

export function page(url: string, body: BodyRef, answer: Answer = {}, rest: Partial<Draft<PageCapture>> = {}): PageCapture {
  return named<PageCapture>({
    kind: 'page',
    role: 'column',
    url,
    family: 4,
    address: '192.0.2.7',
    look: 1,
    takenAt: AT,
    outcome: { ...headOf(url, answer), body },
    ...rest,
  })
}

export function link(url: string, answer: Answer & { readonly body?: BodyRef } = {}, rest: Partial<Draft<LinkCapture>> = {}): LinkCapture {
  const body = answer.body ? { body: answer.body } : {}
  return named<LinkCapture>({
    kind: 'link',
    url,
    family: 6,
    address: '2001:db8::7',
    foundOn: 'http://www.example.cn/',
    text: '通知',
    level: 2,
    sameSite: true,
    look: 1,
    takenAt: AT,
    outcome: { ...headOf(url, answer), ...body },
    ...rest,
  })
}

const HOME = 'http://www.example.cn/'
const TIMED_OUT = { kind: 'failed' as const, failure: 'timed-out' as const, detail: 'no\r\nanswer' }

/** At least one capture of every kind, answered and failed. */
export function everyKind(): { captures: Capture[]; evidence: Evidence } {
  const evidence = new Evidence()
  const home = evidence.keep(Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 0x0d, 0x0a, 0x0d, 0x0a, 0x00]))
  const captures: Capture[] = [
    page(HOME, home, { headers: { 'content-type': 'text/html', 'content-encoding': 'gzip', 'content-length': '3' } }, { role: 'home' }),
    page(`${HOME}tz/`, home, {}, { label: '通知公告', takenAt: '2026-03-01T10:00:01.000+08:00' }),
    page('http://example.cn/', evidence.keep('<p>登录</p>'), {
      finalUrl: 'https://www.example.cn/%C4%E3?a=1',
      redirects: [
        { url: 'http://example.cn/', status: 301, location: 'https://example.cn/' },
        { url: 'https://example.cn/', status: 302 },
      ],
    }),
    page(`${HOME}cut`, evidence.keep('cut o'), { truncated: true }),
    page(`${HOME}404`, evidence.keep('not there'), { status: 404 }),
    page(`${HOME}gone`, home, {}, { outcome: TIMED_OUT }),
    page(`${HOME}empty`, evidence.keep('')),
    link(`${HOME}a.pdf`, { headers: { 'content-type': 'application/pdf', 'content-length': '99' } }),
    link(`${HOME}b.html`, { status: 500, body: evidence.keep('error') }),
    link('javascript:void(0)', {}, { outcome: { kind: 'failed', failure: 'not-allowed', detail: '' } }),
    link(`${HOME}login`, {
      body: evidence.keep('welcome'),
      redirects: [{ url: `${HOME}login`, status: 302, location: '/login' }],
    }),
    named({ kind: 'dns', takenAt: AT, host: 'www.example.cn', type: 'AAAA', outcome: { kind: 'answered', records: [] } }),
    named({ kind: 'dns', takenAt: AT, host: 'www.example.cn', type: 'A', outcome: TIMED_OUT }),
    named({ kind: 'probe', takenAt: AT, url: HOME, family: 4, plannedFor: AT, outcome: headOf(HOME, {}) }),
    named({
      kind: 'canary',
      takenAt: AT,
      phase: 'before',
      url: HOME,
      family: 6,
      scope: 'global',
      outcome: { kind: 'answered', status: 204, millis: 3 },
    }),
    named({ kind: 'census', takenAt: AT, level: 2, distinct: 9, tested: 9, external: 1, unread: [] }),
    named({ kind: 'note', takenAt: AT, about: 'budget', subject: HOME, detail: '到时' }),
    named({
      kind: 'render',
      takenAt: AT,
      url: HOME,
      of: HOME,
      reason: 'scripts',
      outcome: {
        kind: 'answered',
        finalUrl: HOME,
        html: evidence.keep('<html>drawn</html>'),
        screenshot: evidence.keep('PNG 1'),
        millis: 1,
      },
    }),
    named({ kind: 'render', takenAt: AT, url: `${HOME}x`, of: HOME, reason: 'scripts', outcome: TIMED_OUT }),
    named({
      kind: 'picture',
      takenAt: AT,
      url: `${HOME}tz/`,
      shows: [],
      outcome: {
        kind: 'answered',
        finalUrl: `${HOME}tz/`,
        page: { body: evidence.keep('JPEG whole'), type: 'image/jpeg', width: 10, height: 20 },
        detail: { body: evidence.keep('PNG part'), type: 'image/png', width: 5, height: 5 },
        marked: 1,
      },
    }),
    named({ kind: 'picture', takenAt: AT, url: `${HOME}y`, shows: [], outcome: TIMED_OUT }),
  ]
  return { captures, evidence }
}

/** A folder that is gone again when the callback has ended. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'govsite-archive-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The bytes of an archive of these visits. */
export function archiveOf(visits: readonly ArchivedVisit[], userAgent: string = USER_AGENT): Promise<Buffer> {
  return inFolder(async (folder) => {
    const writer = await createArchive({ folder, run: RUN, software: 'govsite 0.1.0', userAgent })
    for (const visit of visits) await writer.addVisit(visit)
    const file = join(folder, 'archive.wacz')
    await writer.finish(file)
    return readFileSync(file)
  })
}

export function sourceOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (from, to) => bytes.subarray(from, to) }
}

export function opened(bytes: Uint8Array): Promise<Archive> {
  return openArchive(sourceOf(bytes))
}
