import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type BagFile, writeBag } from '../../src/bundle/bag/write.ts'
import { canonicalJson } from '../../src/model/canonical.ts'
import { contentId, sha256 } from '../../src/store/canonical.ts'

/** A key pair as the exporter has one. */
export interface SampleKey {
  readonly fingerprint: string
  readonly der: Buffer
  readonly pem: string
  sign(bytes: Uint8Array): Buffer
}

export function sampleKey(): SampleKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const der = publicKey.export({ format: 'der', type: 'spki' })
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString()
  return {
    fingerprint: createHash('sha256').update(der).digest('hex'),
    der,
    pem,
    sign: (bytes) => sign(null, bytes, privateKey as KeyObject),
  }
}

const RUN = { id: '2026-03-01-night-7', kind: 'night', startedAt: '2026-03-01T17:00:00.000Z', seed: 'a1' }
const AS_OF = '2026-03-01T20:00:00.000Z'
const VISIT = { startedAt: '2026-03-01T17:01:00.000Z', finishedAt: '2026-03-01T17:09:00.000Z' }
/** A probe of the homepage, which the judgement of every site of the sample rests on. */
const PROBE = { kind: 'probe', takenAt: '2026-03-01T09:00:00.000Z', url: 'http://x.cn/', plannedFor: '2026-03-01T09:00:00.000Z' }
const SITES = ['6200000001', '6200000002']

interface Line {
  readonly type: string
  readonly site?: string
  readonly [key: string]: unknown
}

/** Everything a sample consists of before it is hashed; a test changes what it wants to be otherwise. */
export interface Sample {
  readonly lines: Line[]
  readonly stamp: string | null
  /** Signs the statements. */
  readonly sealKey: SampleKey
  /** Signs the bundle. */
  readonly exportKey: SampleKey
}

export function sample(key: SampleKey = sampleKey()): Sample {
  const lines: Line[] = [{ type: 'run', run: RUN }]
  const capture = (site: string, name: string, draft: object) =>
    lines.push({ type: 'capture', site, key: name, capture: { ...draft, id: contentId(draft) } })
  capture('@vantage', 'canary 1', { kind: 'canary', takenAt: '2026-03-01T17:00:01.000Z', url: 'http://[::1]/', outcome: { ok: true } })
  for (const site of SITES) {
    lines.push({ type: 'visit', site, ...VISIT })
    for (const part of ['a', 'b', 'c']) {
      capture(site, `page ${part}`, {
        kind: 'page',
        takenAt: '2026-03-01T17:02:00.000Z',
        url: `http://${site}.cn/${part}`,
        label: '政务公开<b>',
      })
    }
    lines.push(
      { type: 'tickets', site, value: [{ code: '1', state: '已办结' }] },
      { type: 'availability', site, value: { days: 1, planned: 20, probes: [{ ...PROBE, id: contentId(PROBE) }] } },
    )
    lines.push({ type: 'judgement', site, asOf: AS_OF })
    lines.push({ type: 'finding', site, finding: { site, check: 'home-freshness', verdict: 'fail', says: '首页 20 天没有更新。' } })
    lines.push({ type: 'finding', site, finding: { site, check: 'ipv6-address', verdict: 'pass', says: '有 AAAA 记录。' } })
    lines.push({ type: 'score', site, score: { site, low: 80, high: 92.5 } })
  }
  return { lines, stamp: null, sealKey: key, exportKey: key }
}

/** The files below `data/`. */
export function samplePayload(parts: Sample): Map<string, Buffer> {
  const { seal, night } = sampleSeals(parts)
  return new Map([
    ['archive.wacz', Buffer.alloc(300_000, 'wacz ')],
    ['evidence.jsonl', Buffer.from(parts.lines.map((line) => `${canonicalJson(line)}\n`).join(''))],
    ['report.html', Buffer.from('<!doctype html><title>报告</title>'.repeat(50))],
    ['findings.csv', Buffer.from('\ufeff序号,网站名称\r\n1,某市人民政府\r\n')],
    ['seal.json', Buffer.from(`${canonicalJson(seal)}\n`)],
    ['seals/night.json', night.json],
    ['seals/night.sig', night.signature],
    ...(parts.stamp === null ? [] : [['seals/night.tsr', Buffer.from(parts.stamp, 'base64')] as const]),
  ])
}

export interface SampleSeal {
  readonly format: string
  readonly keys: Record<string, string>
  readonly night: { statement: Record<string, unknown>; root: string; key: string; signature: string; stamp: string | null }
  readonly sites: { statement: Record<string, unknown>; root: string; key: string; signature: string }[]
}

export function sampleSeals(parts: Sample): { seal: SampleSeal; night: { json: Buffer; signature: Buffer } } {
  const sealed = (statement: Record<string, unknown>) => {
    const text = Buffer.from(canonicalJson(statement))
    return { statement, root: sha256(text), key: parts.sealKey.fingerprint, signature: parts.sealKey.sign(text).toString('base64') }
  }
  const sites = SITES.map((site) => sealed(siteStatement(parts.lines, site)))
  const roots = Object.fromEntries(sites.map(({ root }, at) => [SITES[at], root]))
  const night = sealed({
    format: 'govsite-night-seal/1',
    program: 'govsite 0.1.0',
    run: { ...RUN, finishedAt: '2026-03-01T20:00:00.000Z', number: 7 },
    sealedAt: '2026-03-01T20:00:01.000Z',
    sites: { ...roots, '6200000009': 'f'.repeat(64) },
    previous: null,
  })
  return {
    seal: {
      format: 'govsite-seals/1',
      keys: { [parts.sealKey.fingerprint]: parts.sealKey.der.toString('base64') },
      night: { ...night, stamp: parts.stamp },
      sites,
    },
    night: { json: Buffer.from(canonicalJson(night.statement)), signature: Buffer.from(night.signature, 'base64') },
  }
}

function siteStatement(lines: readonly Line[], site: string): Record<string, unknown> {
  const of = (type: string, owner: string) => lines.filter((line) => line.type === type && line.site === owner)
  const ids = (owner: string) =>
    of('capture', owner)
      .map(({ capture }) => {
        const { id: _named, ...draft } = capture as { id: string }
        return contentId(draft)
      })
      .sort()
  return {
    format: 'govsite-site-seal/1',
    program: 'govsite 0.1.0',
    run: RUN,
    site,
    sealedAt: '2026-03-01T19:00:00.000Z',
    asOf: AS_OF,
    visit: VISIT,
    captures: listed(ids(site)),
    vantage: listed(ids('@vantage')),
    tickets: contentId(of('tickets', site)[0]?.value),
    availability: { days: 1, planned: 20, probes: listed([contentId(PROBE)]) },
    findings: listed(of('finding', site).map(({ finding }) => contentId(finding))),
    scores: listed(of('score', site).map(({ score }) => contentId(score))),
    previous: null,
    night: null,
  }
}

function listed(hashes: readonly string[]): { count: number; root: string } {
  return { count: hashes.length, root: sha256(hashes.map((hash) => `${hash}\n`).join('')) }
}

/** Writes the sample as the exporter does; `payload` in place of what follows from the parts. */
export async function writeSample(out: string, parts: Sample = sample(), payload = samplePayload(parts)): Promise<void> {
  await writeBag({
    out,
    root: `govsite-${RUN.id}`,
    payload: [...payload].map(([name, bytes]): BagFile => ({ name, from: { bytes }, compress: name !== 'archive.wacz' })),
    tags: [
      { name: 'public-key.pem', from: { bytes: Buffer.from(parts.exportKey.pem) }, compress: true },
      { name: 'README.txt', from: { bytes: Buffer.from('\ufeff说明\r\n') }, compress: true },
    ],
    info: [
      ['Source-Organization', '某省人民政府办公厅'],
      ['External-Identifier', RUN.id],
      ['Bagging-Date', '2026-03-01'],
      ['Bag-Software-Agent', 'govsite 0.1.0'],
    ],
    sign: (bytes) => parts.exportKey.sign(bytes),
  })
}

/** The files of a sound bundle by their names in the zip, to be changed and packed again. */
export async function sampleFiles(out: string, parts: Sample = sample(), payload = samplePayload(parts)): Promise<Map<string, Buffer>> {
  await writeSample(out, parts, payload)
  return unzipped(readFileSync(out))
}

/** Names and bytes of a zip, by a reader that is not ours. */
export async function unzipped(zip: Buffer): Promise<Map<string, Buffer>> {
  const { fromBuffer } = await import('yauzl')
  const files = new Map<string, Buffer>()
  await new Promise<void>((done, fail) => {
    fromBuffer(zip, { lazyEntries: true }, (error, opened) => {
      if (error) return fail(error)
      opened.on('entry', (entry) => {
        opened.openReadStream(entry, (problem, stream) => {
          if (problem) return fail(problem)
          const chunks: Buffer[] = []
          stream.on('data', (chunk: Buffer) => chunks.push(chunk))
          stream.on('end', () => {
            files.set(entry.fileName, Buffer.concat(chunks))
            opened.readEntry()
          })
        })
      })
      opened.on('end', () => done())
      opened.on('error', fail)
      opened.readEntry()
    })
  })
  return files
}
