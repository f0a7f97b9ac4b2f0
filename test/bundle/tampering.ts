import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256 } from '../../src/store/canonical.ts'
import { type RawEntry, rawZip } from './bag/raw-zip.ts'
import { type Sample, type SampleSeal, sample, sampleFiles, sampleKey, samplePayload, sampleSeals } from './sample-bundle.ts'

export type Files = Map<string, Buffer>

const ROOT = 'govsite-2026-03-01-night-7/'
export const TAGS = 'tagmanifest-sha256.txt'
/** The key of the office, and one that anybody can make. */
export const key = sampleKey()
export const stranger = sampleKey()

/** The files of a bundle by their paths within its folder. */
export async function inside(parts: Sample, payload = samplePayload(parts)): Promise<Files> {
  const folder = mkdtempSync(join(tmpdir(), 'govsite-inside-'))
  try {
    const files = await sampleFiles(join(folder, 'written.zip'), parts, payload)
    return new Map([...files].map(([name, bytes]) => [name.slice(ROOT.length), bytes]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The zip that somebody else would pack out of the files, checksums and all. */
export function packed(files: Files, entries: Partial<Record<string, Partial<RawEntry>>> = {}): Buffer {
  return rawZip(
    [...files].map(([name, bytes]) => ({ name: `${ROOT}${name}`, bytes, isDeflated: name !== 'data/archive.wacz', ...entries[name] })),
  )
}

export function changed(sound: Files, change: (files: Files) => void): Buffer {
  const files = new Map(sound)
  change(files)
  return packed(files)
}

export function edit(files: Files, name: string, change: (text: string) => string): void {
  files.set(name, Buffer.from(change(String(files.get(name)))))
}

/** Hashes in both manifests made honest again, as somebody without the key can. */
export function relist(files: Files, name: string): void {
  for (const [manifest, path] of [
    ['manifest-sha256.txt', name],
    [TAGS, 'manifest-sha256.txt'],
  ] as const) {
    edit(files, manifest, (text) => text.replace(new RegExp(`^.*  ${path}$`, 'm'), `${sha256(files.get(path) ?? '')}  ${path}`))
  }
}

/** A finding changed and everything made anew but what needs the key. */
export function forged(): Promise<Files> {
  const lines = sample(key).lines.map((line) =>
    line.type === 'finding' && line.site === '6200000001' ? { ...line, finding: { verdict: 'pass' } } : line,
  )
  const blind = { ...key, sign: () => Buffer.alloc(64, 1) }
  return inside({ lines, stamp: null, sealKey: blind, exportKey: blind })
}

/** A capture that says something else than its id vouches for, in a bundle that is signed and sealed as the unchanged one. */
export function relabelled(): Promise<Files> {
  const lines = sample(key).lines.map((line) =>
    line['key'] === 'page a' && line.site === '6200000001' ? { ...line, capture: { ...(line['capture'] as object), label: '改过' } } : line,
  )
  const payload = samplePayload({ ...sample(key), lines })
  const before = samplePayload(sample(key))
  for (const name of ['seal.json', 'seals/night.json', 'seals/night.sig']) payload.set(name, before.get(name) ?? Buffer.alloc(0))
  return inside(sample(key), payload)
}

/** A bundle signed by the office with another file in place of its own. */
export function withFile(name: string, text: string): Promise<Files> {
  return inside(sample(key), new Map([...samplePayload(sample(key)), [name, Buffer.from(text)]]))
}

/** A bundle signed by the office whose evidence says something else than its seals, at the first place where `from` stands. */
export function rewritten(from: string, to: string): Promise<Files> {
  const evidence = String(samplePayload(sample(key)).get('evidence.jsonl'))
  if (!evidence.includes(from)) throw new Error(`no ${from} in the evidence`)
  return withFile(
    'evidence.jsonl',
    evidence.replace(from, () => to),
  )
}

export function withSeal(change: (seal: SampleSeal) => unknown): Promise<Files> {
  return withFile('seal.json', JSON.stringify(change(sampleSeals(sample(key)).seal)))
}

/** A site's seal, soundly signed, of which the night does not know. */
export function strangeSeal(): SampleSeal['sites'] {
  const lines = sample(key).lines.filter(({ type, site }) => type !== 'score' || site !== '6200000001')
  return sampleSeals({ ...sample(key), lines }).seal.sites.slice(0, 1)
}

/** Enough of a TimeStampResp for its claim to be found. */
export function stampOf(root: string): string {
  const moment = Buffer.from('20260301200005Z')
  const head = Buffer.from(`30800420${root}02020abc18${moment.length.toString(16).padStart(2, '0')}`, 'hex')
  return Buffer.concat([head, moment]).toString('base64')
}
