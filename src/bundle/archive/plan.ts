import { isIP } from 'node:net'
import { canonicalJson } from '../../model/canonical.ts'
import type { BodyRef, Capture, Head } from '../../model/capture.ts'
import { sha256 } from '../../store/canonical.ts'
import { type Field, requestHead, responseHead } from './heads.ts'
import { inOrder, utcOf } from './moments.ts'
import { CAPTURE_FIELD, EMPTY, type IndexLine, labelled, PAYLOAD_DIGEST, type PlannedRecord, type RecordType, recordId } from './record.ts'
import { targetUri, urn, webUrl } from './uris.ts'

const PROFILE = 'http://netpreserve.org/warc/1.1/revisit/identical-payload-digest'

/** Where a payload stands in the file. */
interface First {
  readonly id: string
  readonly uri: string
  readonly utc: string
}

type Fetched = Extract<Capture, { kind: 'page' | 'link' }>
type Answered = Head & { readonly body?: BodyRef; readonly truncated: boolean }

/** The records of a visit's captures, in the order they are written in: whatever order the captures come in, and however often one comes. */
export function* planVisit(captures: readonly Capture[], userAgent: string): Generator<PlannedRecord> {
  const payloads = new Map<string, First>()
  for (const capture of inOrder(captures)) yield* planCapture(capture, userAgent, payloads)
}

function* planCapture(capture: Capture, userAgent: string, payloads: Map<string, First>): Generator<PlannedRecord> {
  switch (capture.kind) {
    case 'page':
    case 'link':
      if (capture.outcome.kind === 'failed') yield failure(capture, capture.url)
      else yield* answer(capture, capture.outcome, userAgent, payloads)
      return
    case 'render': {
      const { outcome } = capture
      if (outcome.kind === 'failed') return yield failure(capture, capture.url)
      yield resource(capture, 'dom', urn('dom', capture.url), outcome.html, 'text/html; charset=utf-8')
      if (outcome.screenshot) yield resource(capture, 'full-page', urn('fullPage', capture.url), outcome.screenshot, 'image/png')
      return
    }
    case 'picture': {
      const { outcome } = capture
      if (outcome.kind === 'failed') return yield failure(capture, capture.url)
      yield resource(capture, 'full-page', urn('fullPage', capture.url), outcome.page.body, outcome.page.type)
      yield resource(capture, 'view', urn('view', capture.url), outcome.detail.body, outcome.detail.type)
      return
    }
    case 'dns':
      // The scheme `dns:` is for answers as text/dns, which can say neither why there was none nor that there is no such record.
      return yield told(capture, `${urn('dns', capture.host)}?type=${capture.type}`)
    case 'canary':
    case 'probe':
      return yield told(capture, urn(capture.kind, capture.url))
    case 'census':
      return yield told(capture, urn('census', `level-${capture.level}`))
    case 'note':
      return yield told(capture, urn('note', capture.about))
  }
}

/** The hops of a chain, then the request that was answered and its answer. */
function* answer(capture: Fetched, outcome: Answered, userAgent: string, payloads: Map<string, First>): Generator<PlannedRecord> {
  yield* hops(capture, outcome)
  const { body } = outcome
  const url = webUrl(outcome.finalUrl)
  const ip = addressFields(capture.address)
  if (!body) {
    const head = responseHead(outcome.status, outcome.headers, 0)
    // Not in the index: a replayer would show an empty page in place of a whole one.
    return yield http(capture, 'response', 'answer', outcome.finalUrl, { fields: [...ip, CUT_OTHERWISE], head, content: EMPTY })
  }
  if (url) {
    const head = requestHead(url, userAgent)
    yield http(capture, 'request', 'request', outcome.finalUrl, { fields: ip, head, content: '' })
  }
  const first = body.length === 0 ? undefined : payloads.get(body.sha256)
  const head = responseHead(outcome.status, outcome.headers, body.length)
  const concurrent: Field[] = url ? [['WARC-Concurrent-To', recordId(capture.id, 'request')]] : []
  const mime = first ? 'warc/revisit' : mimeOf(outcome.headers)
  const index = url ? { index: indexLine(capture, url, mime, String(outcome.status), body) } : {}
  if (first) {
    const fields = [...ip, ...concurrent, ...refersTo(first), [PAYLOAD_DIGEST, labelled(body.sha256)], CUT_BY_LENGTH] as const
    return yield { ...http(capture, 'revisit', 'answer', outcome.finalUrl, { fields, head, content: '' }), ...index }
  }
  const fields = [...ip, ...concurrent, ...(outcome.truncated ? [CUT_BY_LENGTH] : [])]
  const record = http(capture, 'response', 'answer', outcome.finalUrl, { fields, head, content: body })
  payloads.set(body.sha256, { id: record.id, uri: targetUri(outcome.finalUrl), utc: utcOf(capture.takenAt) })
  yield { ...record, ...index }
}

/** Of a hop only the status and the `Location` were kept; where that is missing, the chain itself says where the hop led. */
function* hops(capture: Fetched, { redirects, finalUrl }: Head): Generator<PlannedRecord> {
  for (const [number, { url, status, location }] of redirects.entries()) {
    const next = redirects[number + 1]?.url ?? finalUrl
    const head = responseHead(status, { location: location ?? next }, 0)
    const record = http(capture, 'response', `hop ${number}`, url, { fields: [CUT_OTHERWISE], head, content: EMPTY })
    const from = webUrl(url)
    const later = [...redirects.slice(number + 1).map((hop) => hop.url), finalUrl]
    // A site that sends back to the same URL (for a cookie) would send a replayer round and round: there the last answer stands alone.
    const leadsOn = from !== null && later.every((other) => webUrl(other)?.href !== from.href)
    yield leadsOn ? { ...record, index: indexLine(capture, from, '-', String(status), EMPTY) } : record
  }
}

const CUT_BY_LENGTH: Field = ['WARC-Truncated', 'length']
const CUT_OTHERWISE: Field = ['WARC-Truncated', 'unspecified']

interface HttpPart {
  readonly fields: readonly Field[]
  readonly head: string
  readonly content: BodyRef | string
}

function http(capture: Capture, type: 'request' | 'response' | 'revisit', role: string, url: string, part: HttpPart): PlannedRecord {
  const { fields, head, content } = part
  const direction = type === 'request' ? 'request' : 'response'
  const digest: Field[] = typeof content === 'string' ? [] : [[PAYLOAD_DIGEST, labelled(content.sha256)]]
  const all: Field[] = [...fields, ...digest, ['Content-Type', `application/http; msgtype=${direction}`]]
  return planned(capture, type, role, targetUri(url), { fields: all, head, content })
}

function resource(capture: Capture, role: string, uri: string, body: BodyRef, type: string): PlannedRecord {
  const fields: Field[] = [
    [PAYLOAD_DIGEST, labelled(body.sha256)],
    ['Content-Type', type],
  ]
  const mime = type.replace(/;.*$/, '')
  const index = { url: uri, utc: utcOf(capture.takenAt), mime, status: '-', digest: body.sha256 }
  return { ...planned(capture, 'resource', role, uri, { fields, head: '', content: body }), index }
}

/** What is no HTTP exchange and no picture: the capture itself. */
function told(capture: Capture, uri: string): PlannedRecord {
  const content = canonicalJson(capture)
  const ref = { sha256: sha256(content), length: Buffer.byteLength(content) }
  return { ...resource(capture, capture.kind, uri, ref, 'application/json'), content }
}

/** No answer came, so there is nothing to keep but the capture. Not in the index: it is not what the URL leads to. */
function failure(capture: Capture, url: string): PlannedRecord {
  const fields: Field[] = [['Content-Type', 'application/json']]
  return planned(capture, 'metadata', 'failure', targetUri(url), { fields, head: '', content: canonicalJson(capture) })
}

function planned(capture: Capture, type: RecordType, role: string, uri: string, part: HttpPart): PlannedRecord {
  const id = recordId(capture.id, role)
  const fields: Field[] = [
    ['WARC-Type', type],
    ['WARC-Record-ID', id],
    ['WARC-Date', utcOf(capture.takenAt)],
    ['WARC-Target-URI', uri],
    [CAPTURE_FIELD, capture.id],
    ...part.fields,
  ]
  return { capture: capture.id, type, id, fields, head: part.head, content: part.content }
}

function refersTo({ id, uri, utc }: First): Field[] {
  return [
    ['WARC-Profile', PROFILE],
    ['WARC-Refers-To', id],
    ['WARC-Refers-To-Target-URI', uri],
    ['WARC-Refers-To-Date', utc],
  ]
}

/** The address was kept for the last hop alone. One with a zone means nothing outside this machine. */
function addressFields(address: string | undefined): Field[] {
  return address !== undefined && isIP(address) !== 0 && !address.includes('%') ? [['WARC-IP-Address', address]] : []
}

function indexLine(capture: Capture, url: URL, mime: string, status: string, body: BodyRef): IndexLine {
  return { url: url.href, utc: utcOf(capture.takenAt), mime, status, digest: body.sha256 }
}

function mimeOf(headers: Readonly<Record<string, string>>): string {
  const mime = /^[\w.+-]+\/[\w.+-]+/.exec(headers['content-type']?.trim() ?? '')?.[0]
  return mime?.toLowerCase() ?? '-'
}
