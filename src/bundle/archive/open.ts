import type { BodyRef, Capture } from '../../model/capture.ts'
import type { SiteCode } from '../../model/site.ts'
import { BundleFlaw } from '../bag/flaw.ts'
import { LIMITS } from '../bag/limits.ts'
import type { ByteSource } from '../bag/zip-bytes.ts'
import { readEntries, type ZipEntry } from '../bag/zip-entries.ts'
import { type ArchiveDifference, compareRecords } from './compare.ts'
import { damage } from './damage.ts'
import type { NamedBytes } from './gzip-member.ts'
import { cleanValue } from './heads.ts'
import { ARCHIVE_LIMITS, type ArchiveLimits } from './limits.ts'
import { readManifest } from './read-manifest.ts'
import { fieldOf, type ReadRecord, readRecordAt, readRecords } from './read-record.ts'
import { PAYLOAD_DIGEST } from './record.ts'

/** An archive opened for reading; no method believes a byte that its hash does not vouch for, and each throws a UserError where one does not. */
export interface Archive {
  /** Id of the run. */
  readonly run: string
  /** Of whose visits there are records. */
  readonly sites: readonly SiteCode[]
  /** Reads bodies of the site's captures by their hash; reads all records once before. */
  bodies(site: SiteCode): Promise<(ref: BodyRef) => Promise<Uint8Array>>
  /** What the site's records say otherwise than its captures do; empty when they agree. */
  compareWithCaptures(site: SiteCode, captures: readonly Capture[]): Promise<ArchiveDifference[]>
}

/** Opens an archive that this program made, and checks every file against the manifest. Throws a UserError for any other, and for a damaged one. */
export async function openArchive(source: ByteSource, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<Archive> {
  const files = new Map<string, NamedBytes>()
  for (const entry of await entriesOf(source, limits)) {
    if (entry.isDeflated) throw damage(entry.name, 'it is compressed, but an archive holds its files as they are')
    files.set(entry.name, within(source, entry))
  }
  const { run, sites } = await readManifest(files, limits)
  const recordsOf = (site: SiteCode) => siteRecords(fileOf(sites, site), { site, run }, limits)
  return {
    run,
    sites: [...sites.keys()],
    async bodies(site) {
      const { records } = await recordsOf(site)
      return bodyReader(fileOf(sites, site), await indexBodies(records), limits)
    },
    async compareWithCaptures(site, captures) {
      const { records, userAgent } = await recordsOf(site)
      return compareRecords(records, captures, userAgent)
    },
  }
}

async function entriesOf(source: ByteSource, limits: ArchiveLimits): Promise<ZipEntry[]> {
  try {
    return await readEntries(source, { ...LIMITS, entries: limits.files })
  } catch (error) {
    if (error instanceof BundleFlaw) throw damage(error.entry ?? 'the zip itself', error.flaw)
    throw error
  }
}

function within(source: ByteSource, { name, from, to }: ZipEntry): NamedBytes {
  return {
    name,
    size: to - from,
    async read(start, end) {
      const bytes = await source.read(from + start, from + end)
      if (bytes.length !== end - start) throw damage(name, 'it could not be read to its end')
      return bytes
    },
  }
}

function fileOf(sites: ReadonlyMap<SiteCode, NamedBytes>, site: SiteCode): NamedBytes {
  const file = sites.get(site)
  if (!file) throw damage('the archive itself', `it has no records of the site ${JSON.stringify(site)}`)
  return file
}

/** The records behind the warcinfo, which must be of this site and run. */
async function siteRecords(
  file: NamedBytes,
  { site, run }: { site: SiteCode; run: string },
  limits: ArchiveLimits,
): Promise<{ records: AsyncGenerator<ReadRecord>; userAgent: string }> {
  const records = readRecords(file, limits)
  const first = await records.next()
  if (first.done || first.value.type !== 'warcinfo') throw damage(file.name, 'it does not begin with a warcinfo record')
  const info = infoOf(first.value)
  if (info.get('site') !== cleanValue(site) || info.get('run') !== cleanValue(run)) throw damage(file.name, 'it is of another site or run')
  return { records, userAgent: info.get('http-header-user-agent') ?? '' }
}

function infoOf({ content }: ReadRecord): Map<string, string> {
  const lines = Buffer.from(content).toString('utf8').split('\r\n')
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]))
}

type Place = Pick<ReadRecord, 'offset' | 'length'>

/** Where in the file the record with each payload stands. */
async function indexBodies(records: AsyncIterable<ReadRecord>): Promise<Map<string, Place>> {
  const places = new Map<string, Place>()
  for await (const record of records) {
    if (record.type !== 'response' && record.type !== 'resource') continue
    const digest = fieldOf(record, PAYLOAD_DIGEST)?.slice('sha256:'.length) ?? ''
    if (!places.has(digest)) places.set(digest, { offset: record.offset, length: record.length })
  }
  return places
}

function bodyReader(file: NamedBytes, places: ReadonlyMap<string, Place>, limits: ArchiveLimits) {
  return async ({ sha256, length }: BodyRef): Promise<Uint8Array> => {
    const place = places.get(sha256)
    if (place === undefined) throw damage(file.name, `it holds no body with the SHA-256 ${sha256}`)
    const { content } = await readRecordAt(file, place, limits)
    if (content.length !== length) throw damage(file.name, `the body ${sha256} has ${content.length} bytes instead of ${length}`)
    return content
  }
}
