import { readFile } from 'node:fs/promises'
import { openBag } from '../../src/bundle/bag/open.ts'
import { type BagFile, writeBag } from '../../src/bundle/bag/write.ts'
import type { SigningKey } from '../../src/bundle/seal/key.ts'

const MADE_BY_THE_BAG = new Set([
  'bagit.txt',
  'bag-info.txt',
  'manifest-sha256.txt',
  'tagmanifest-sha256.txt',
  'tagmanifest-sha256.txt.sig',
])

/** The bundle with its files changed, every hash made honest again, signed with the key: what somebody inside the office could do. */
export async function repack(file: string, out: string, key: SigningKey, change: (files: Map<string, Buffer>) => void): Promise<void> {
  const bag = await openBag(file)
  try {
    const files = new Map<string, Buffer>()
    for (const [path, { onDisk }] of bag.files) if (!MADE_BY_THE_BAG.has(path)) files.set(path, await readFile(onDisk))
    files.set('public-key.pem', Buffer.from(key.pem))
    change(files)
    const of = (payload: boolean): BagFile[] =>
      [...files]
        .filter(([path]) => path.startsWith('data/') === payload)
        .map(([path, bytes]) => ({ name: payload ? path.slice('data/'.length) : path, from: { bytes }, compress: !path.endsWith('.wacz') }))
    const info = [
      ['Bag-Software-Agent', bag.info.get('bag-software-agent') ?? ''],
      ['Bagging-Date', bag.info.get('bagging-date') ?? ''],
      ['External-Identifier', bag.root],
    ] as const
    await writeBag({ out, root: bag.root, payload: of(true), tags: of(false), info, sign: (bytes) => key.sign(bytes) })
  } finally {
    await bag.close()
  }
}

/** Replaces text in one file; a replacement that finds nothing to replace is a mistake of the test. */
export function edit(path: string, from: string | RegExp, to: string): (files: Map<string, Buffer>) => void {
  return (files) => {
    const before = files.get(path)?.toString('utf8') ?? ''
    const after = before.replace(from, to)
    if (after === before) throw new Error(`${path} has no ${from}`)
    files.set(path, Buffer.from(after))
  }
}
