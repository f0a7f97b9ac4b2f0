import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import { ZipFile } from 'yazl'
import { manifestFiles } from '../../../src/bundle/archive/manifest.ts'
import { sha256 } from '../../../src/store/canonical.ts'
import { inFolder, RUN } from './samples.ts'

export const SITE = '6200000001'
export const WARC = `archive/${SITE}.warc.gz`

export interface ForgedFile {
  readonly name: string
  readonly bytes: Buffer
  readonly compress?: boolean
}

/** A zip of these files as they are. */
export function zipped(files: readonly ForgedFile[]): Promise<Buffer> {
  return inFolder(async (folder) => {
    const zip = new ZipFile()
    for (const { name, bytes, compress = false } of files) zip.addBuffer(bytes, name, { compress, mtime: new Date(0) })
    zip.end()
    const path = join(folder, 'forged.zip')
    await pipeline(zip.outputStream, createWriteStream(path))
    return readFile(path)
  })
}

/** These files under a manifest that is right about them, but for the given changes of its text. */
export function withManifest(files: readonly ForgedFile[], change: (manifest: string) => string = (text) => text): Promise<Buffer> {
  const packed = files.map(({ name, bytes }) => ({
    name,
    path: '',
    bytes: bytes.length,
    sha256: sha256(bytes),
    ...(name.startsWith('archive/') ? { site: SITE } : {}),
  }))
  const manifest = change(manifestFiles({ run: RUN, software: 'forger' }, packed).manifest)
  const digest = JSON.stringify({ path: 'datapackage.json', hash: `sha256:${sha256(manifest)}` })
  return zipped([
    ...files,
    { name: 'datapackage.json', bytes: Buffer.from(manifest) },
    { name: 'datapackage-digest.json', bytes: Buffer.from(digest) },
  ])
}

/** An archive whose one WARC file holds these bytes. */
export function archiveAround(warc: Buffer): Promise<Buffer> {
  return withManifest([{ name: WARC, bytes: warc }])
}

/** A record's text: these fields, with a right length and digests wherever they are not given; `null` leaves one out. */
export function recordText(fields: Readonly<Record<string, string | null>>, block: string, payload?: string): string {
  const all: Record<string, string | null> = {
    'WARC-Record-ID': '<urn:uuid:00000000-0000-8000-8000-000000000000>',
    'WARC-Date': '2026-03-01T02:00:00.000Z',
    'WARC-Block-Digest': `sha256:${sha256(block)}`,
    ...(payload === undefined ? {} : { 'WARC-Payload-Digest': `sha256:${sha256(payload)}` }),
    'Content-Length': String(Buffer.byteLength(block)),
    ...fields,
  }
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}\r\n`]))
  return `WARC/1.1\r\n${lines.join('')}\r\n${block}\r\n\r\n`
}

export const WARCINFO = gzipSync(recordText({ 'WARC-Type': 'warcinfo' }, `run: ${RUN.id}\r\nsite: ${SITE}\r\n`))

export function resourceText(fields: Readonly<Record<string, string | null>> = {}, block = 'bytes'): string {
  return recordText({ 'WARC-Type': 'resource', 'WARC-Target-URI': 'urn:x:y', ...fields }, block, block)
}
