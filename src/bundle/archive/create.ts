import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BodyRef, Capture } from '../../model/capture.ts'
import { UserError } from '../../model/config.ts'
import type { SiteCode } from '../../model/site.ts'
import type { Run } from '../../model/visit.ts'
import { cdxjLine } from './cdxj.ts'
import { CountedFile, countFile } from './counted-file.ts'
import { cleanValue, type Field, fieldLines } from './heads.ts'
import { INDEX, PAGES, type Packed } from './manifest.ts'
import { utcOf } from './moments.ts'
import { packArchive } from './pack.ts'
import { PAGES_HEADER, pageLines } from './pages.ts'
import { planVisit } from './plan.ts'
import { contentOf, encodeRecord, type PlannedRecord, recordId } from './record.ts'
import { siteFile } from './site-file.ts'
import { SortedRuns } from './sorted-runs.ts'

export interface ArchiveSettings {
  /** An empty folder for what is being made; the caller removes it in the end. */
  readonly folder: string
  readonly run: Pick<Run, 'id' | 'startedAt'>
  /** Name and version of this program. */
  readonly software: string
  /** As the crawler sent it. */
  readonly userAgent: string
}

export interface ArchivedVisit {
  readonly site: SiteCode
  readonly captures: readonly Capture[]
  readonly body: (ref: BodyRef) => Promise<Uint8Array>
}

export interface ArchiveWriter {
  /** Adds a visit as a file of its own. One at a time, each site once. */
  addVisit(visit: ArchivedVisit): Promise<void>
  /** Writes the archive to a new file. The last call. */
  finish(file: string): Promise<void>
}

/** Begins an archive (WACZ 1.1.1) of the visits of one run; equal visits in equal order make equal bytes. Memory holds one visit at a time. */
export async function createArchive(settings: ArchiveSettings): Promise<ArchiveWriter> {
  const { folder, run, software } = settings
  for (const name of ['archive', 'indexes', 'pages', 'runs']) await mkdir(join(folder, name))
  const pages = join(folder, PAGES)
  await writeFile(pages, PAGES_HEADER, { flag: 'wx' })
  const runs = new SortedRuns(join(folder, 'runs'))
  const visits: Packed[] = []
  return {
    async addVisit(visit) {
      const { packed, lines } = await writeVisit(settings, visit)
      visits.push(packed)
      await runs.add(lines)
      await appendFile(pages, pageLines(visit.captures))
    },
    async finish(file) {
      if (visits.length === 0) throw new UserError(`Run ${run.id} has no visit yet, so there is nothing to archive.`)
      const files = visits.toSorted((one, other) => (one.name < other.name ? -1 : 1))
      files.push({ name: INDEX, ...(await writeIndex(join(folder, INDEX), runs)) }, { name: PAGES, ...(await countFile(pages)) })
      await packArchive(file, { run, software }, files)
    },
  }
}

async function writeVisit(
  settings: ArchiveSettings,
  { site, captures, body }: ArchivedVisit,
): Promise<{ packed: Packed; lines: string[] }> {
  const filename = siteFile(site)
  const name = `archive/${filename}`
  const lines: string[] = []
  const file = await CountedFile.create(join(settings.folder, name))
  try {
    await file.append(await encodeRecord(warcinfo(settings, site), Buffer.from(warcinfoText(settings, site))))
    for (const record of planVisit(captures, settings.userAgent)) {
      const packed = await encodeRecord(record, await contentOf(record, body))
      if (record.index) lines.push(cdxjLine(record.index, { filename, offset: file.bytes, length: packed.length }))
      await file.append(packed)
    }
  } catch (error) {
    await file.abandon()
    throw error
  }
  return { packed: { name, site, ...(await file.close()) }, lines }
}

async function writeIndex(path: string, runs: SortedRuns) {
  await writeFile(path, runs.merged(), { flag: 'wx' })
  return countFile(path)
}

function warcinfo({ run }: ArchiveSettings, site: SiteCode): PlannedRecord {
  const id = recordId(`${run.id} ${site}`, 'warcinfo')
  const fields: Field[] = [
    ['WARC-Type', 'warcinfo'],
    ['WARC-Record-ID', id],
    ['WARC-Date', utcOf(run.startedAt)],
    ['WARC-Filename', siteFile(site)],
    ['Content-Type', 'application/warc-fields'],
  ]
  return { capture: '', type: 'warcinfo', id, fields, head: '', content: '' }
}

function warcinfoText({ run, software, userAgent }: ArchiveSettings, site: SiteCode): string {
  return fieldLines([
    ['software', software],
    ['format', 'WARC File Format 1.1'],
    ['conformsTo', 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/'],
    ['isPartOf', run.id],
    ['run', run.id],
    ['site', site],
    ['http-header-user-agent', cleanValue(userAgent)],
  ])
}
