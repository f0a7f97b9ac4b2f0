import type { CensusCapture, DnsCapture, Head, LinkCapture, PageCapture, PictureCapture, ProbeCapture } from '../../src/model/capture.ts'
import type { Failure } from '../../src/model/failure.ts'

export const HOME = 'http://www.shidu.example/'
const AT = '2026-03-02T02:00:00.000+08:00'

type Answered = Head & { readonly kind: 'answered' }
const answered = (url: string, status = 200): Answered => ({
  kind: 'answered',
  status,
  finalUrl: url,
  redirects: [],
  headers: {},
  millis: 80,
})
export const failed = (failure: Failure) => ({ kind: 'failed' as const, failure, detail: '' })
const BODY = { sha256: 'b'.repeat(64), length: 9 }

export function pageOf(id: string, url: string, given: Partial<PageCapture> = {}, status = 200): PageCapture {
  const outcome = { ...answered(url, status), body: BODY, truncated: false }
  return { id, kind: 'page', role: 'column', url, family: 4, look: 1, takenAt: AT, outcome, ...given }
}

export function linkOf(id: string, url: string, given: Partial<LinkCapture> = {}, status = 200): LinkCapture {
  const outcome = { ...answered(url, status), truncated: false }
  const found = { foundOn: HOME, text: '链接', level: 2 as const, sameSite: true }
  return { id, kind: 'link', url, family: 4, look: 1, takenAt: AT, ...found, outcome, ...given }
}

export function dnsOf(id: string, host: string, type: DnsCapture['type'], outcome: DnsCapture['outcome']): DnsCapture {
  return { id, kind: 'dns', host, type, takenAt: AT, outcome }
}

export function probeOf(id: string, takenAt: string, given: Partial<ProbeCapture> = {}): ProbeCapture {
  return { id, kind: 'probe', url: HOME, family: 4, takenAt, plannedFor: takenAt, outcome: answered(HOME), ...given }
}

export function censusOf(id: string): CensusCapture {
  return { id, kind: 'census', level: 2, distinct: 32, tested: 30, external: 3, unread: [], takenAt: AT }
}

export function pictureOf(id: string, shows: PictureCapture['shows'], given: Partial<PictureCapture> = {}): PictureCapture {
  const picture = (name: string, width: number, height: number) => ({
    body: { sha256: name.repeat(64), length: 5 },
    type: 'image/png' as const,
    width,
    height,
  })
  const outcome = { kind: 'answered' as const, finalUrl: HOME, page: picture('c', 1280, 4000), detail: picture('d', 1280, 400), marked: 1 }
  return { id, kind: 'picture', url: HOME, takenAt: AT, shows, outcome, ...given }
}
