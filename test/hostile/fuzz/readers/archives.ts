import fc from 'fast-check'
import { readMember } from '../../../../src/bundle/archive/gzip-member.ts'
import { ARCHIVE_LIMITS } from '../../../../src/bundle/archive/limits.ts'
import { openArchive } from '../../../../src/bundle/archive/open.ts'
import { readRecordAt, readRecords } from '../../../../src/bundle/archive/read-record.ts'
import { UserError } from '../../../../src/model/config.ts'
import { archiveOf, everyKind, sourceOf } from '../../../bundle/archive/samples.ts'
import { rawZip } from '../../../bundle/bag/raw-zip.ts'
import { unzipped } from '../../../bundle/sample-bundle.ts'
import { damaged, windowOf } from '../given/damage.ts'
import { must } from '../holds.ts'
import { orElse } from '../refused.ts'
import { type Group, plainGroup } from '../target.ts'

/** The records of one site, and the small archive around them. */
async function archives(): Promise<fc.Arbitrary<readonly [Buffer, Buffer, boolean]>> {
  const { captures, evidence } = everyKind()
  const wacz = await archiveOf([{ site: '6200000001', captures: captures.slice(0, 2), body: evidence.body }])
  const parts = await unzipped(wacz)
  const records = parts.get('archive/6200000001.warc.gz') ?? Buffer.alloc(0)
  const lying = fc
    .constantFrom(...parts.keys())
    .chain((path) =>
      damaged(fc.constant(parts.get(path) ?? Buffer.alloc(0)), 2).map((bytes) =>
        rawZip([...new Map([...parts, [path, bytes]])].map(([one, content]) => ({ name: one, bytes: content }))),
      ),
    )
  return fc.tuple(
    fc.oneof(damaged(fc.constant(records)), damaged(windowOf(fc.constant(records), 400))),
    fc.oneof(damaged(fc.constant(wacz)), lying),
    fc.constant(false),
  )
}

const ARCHIVES = plainGroup({
  name: 'archives',
  given: 'records and whole archives, damaged anywhere, hashes made good or not',
  cases: archives,
  targets: [
    {
      name: 'records of an archive',
      of: [
        'bundle/archive/read-record.ts readRecords',
        'bundle/archive/read-record.ts readRecordAt',
        'bundle/archive/gzip-member.ts readMember',
      ],
      holds: 'sound records up to the first that is not, which is a UserError',
      check: async ([records]) => {
        const file = { name: 'x', ...sourceOf(records) }
        await orElse(UserError, () => readMember(file, 0, 1000))
        await orElse(UserError, async () => {
          for await (const { offset, length, content } of readRecords(file, ARCHIVE_LIMITS)) {
            must(offset + length <= records.length, () => `a record to ${offset + length} of ${records.length}`)
            const { content: again } = await readRecordAt(file, { offset, length }, ARCHIVE_LIMITS)
            must(Buffer.compare(content, again) === 0, () => 'read again it is another')
          }
        })
      },
    },
    {
      name: 'an archive',
      of: ['bundle/archive/open.ts openArchive', 'bundle/archive/read-manifest.ts readManifest'],
      holds: 'opened when every file is the one that the manifest vouches for, else a UserError',
      check: async ([, wacz]) => {
        const archive = await orElse(UserError, () => openArchive(sourceOf(wacz)))
        if (archive) must(archive.sites.length === 1 && archive.run !== '', () => 'of no site or run')
      },
    },
  ],
})

export const ARCHIVE_GROUPS: readonly Group[] = [ARCHIVES]
