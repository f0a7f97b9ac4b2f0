import { open, readFile } from 'node:fs/promises'
import type { Config } from '../../model/config.ts'
import { UserError } from '../../model/config.ts'
import { type Archive, openArchive } from '../archive/open.ts'
import type { Bag } from '../bag/open.ts'
import { readSeals, type SealFile } from '../seal/seal-file.ts'
import { type EvidenceFile, readEvidence } from './evidence-reader.ts'
import { readSettings } from './settings-file.ts'

/** What a bundle says, file by file; each read throws a UserError where the file is missing or is not what it should be. */
export interface BundleContents {
  config(): Promise<Config>
  seals(): Promise<SealFile>
  evidence(): Promise<EvidenceFile>
  /** Works with the archive, and closes it afterwards. */
  withArchive<T>(work: (archive: Archive) => Promise<T>): Promise<T>
}

/** Reads nothing yet: each part is read anew whenever it is asked for. */
export function contentsOf(bag: Bag): BundleContents {
  const text = async (path: string) => await readFile(fileOf(bag, path), 'utf8')
  return {
    config: async () => readSettings({ settings: await text('data/settings.yaml'), rubric: await text('data/rubric.yaml') }),
    seals: async () => readSeals(await text('data/seal.json'), 'data/seal.json'),
    evidence: async () => await readEvidence(fileOf(bag, 'data/evidence.jsonl')),
    async withArchive(work) {
      const handle = await open(fileOf(bag, 'data/archive.wacz'))
      try {
        const { size } = await handle.stat()
        const read = async (from: number, to: number) => {
          const { buffer, bytesRead } = await handle.read(new Uint8Array(to - from), 0, to - from, from)
          return buffer.subarray(0, bytesRead)
        }
        return await work(await openArchive({ size, read }))
      } finally {
        await handle.close()
      }
    },
  }
}

function fileOf(bag: Bag, path: string): string {
  const file = bag.files.get(path)
  if (file) return file.onDisk
  throw new UserError(`${bag.file} is no whole bundle`, [
    {
      file: bag.file,
      at: path,
      expected: 'a file of this name',
      got: 'nothing there',
      fix: 'compare the bundle with the original, or have it exported again',
    },
  ])
}
