import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bag } from '../bundle/bag/open.ts'
import { contentsOf } from '../bundle/evidence/bundle-contents.ts'
import { importBundle } from '../bundle/evidence/import-bundle.ts'
import { attempt } from '../bundle/verify/attempt.ts'
import { hashParts } from '../bundle/verify/part-hashes.ts'
import type { Difference } from '../model/difference.ts'
import type { Log } from '../model/log.ts'
import { openStore } from '../store/open.ts'
import { materialOfBundle } from './bundle-material.ts'
import { type BundledDocument, documentsOf } from './documents.ts'

/**
 * The documents of a bundle against those that its evidence makes: whoever holds the key could still have signed a report that says otherwise. Only for a bundle
 * of this very version of the program, and only after the rest of the bundle was found in order.
 */
export async function* verifyDocuments(bag: Bag, log: Log): AsyncGenerator<Difference> {
  const folder = await mkdtemp(join(tmpdir(), 'govsite-documents-'))
  const store = await openStore({ file: join(folder, 'evidence.sqlite'), log })
  try {
    const run = await importBundle(bag, store)
    const { sites } = await contentsOf(bag).config()
    const whole = Object.keys((await contentsOf(bag).seals()).night.statement.sites).length === sites.length
    const [only] = sites
    const { material } = await materialOfBundle(run, store, whole || !only ? undefined : only.code)
    for (const document of documentsOf(material, store)) yield* verifyDocument(bag, document)
  } finally {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function* verifyDocument(bag: Bag, document: BundledDocument): AsyncGenerator<Difference> {
  const path = `data/${document.name}`
  const file = bag.files.get(path)
  if (!file) return yield { what: 'missing', path, says: '文件缺失。' }
  if (document.kind === 'text') {
    if ((await hashOf(document.text())) !== file.sha256) yield { what: 'changed', path, says: '与由证据重新生成的内容不一致。' }
    return
  }
  // By its parts: how a zip is packed differs from machine to machine, and says nothing.
  const told = await attempt(() => hashParts(file.onDisk))
  if (!told.value) return yield { what: 'invalid', path, says: `无法打开（${told.trouble}）。` }
  const left = new Map(told.value)
  for await (const part of document.parts()) {
    const same = left.get(part.path) === (await hashOf(part.text))
    left.delete(part.path)
    if (!same) yield { what: 'changed', path: `${path}#${part.path}`, says: '与由证据重新生成的内容不一致。' }
  }
  for (const name of left.keys()) yield { what: 'added', path: `${path}#${name}`, says: '多出由证据得不出的内容。' }
}

async function hashOf(texts: AsyncIterable<string>): Promise<string> {
  const hash = createHash('sha256')
  for await (const text of texts) hash.update(text)
  return hash.digest('hex')
}
