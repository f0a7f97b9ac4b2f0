import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { INFO, MANIFEST, PUBLIC_KEY, SIGNATURE, TAG_MANIFEST } from '../bundle/bag/manifest.ts'
import { type Bag, openBag } from '../bundle/bag/open.ts'
import { contentsOf } from '../bundle/evidence/bundle-contents.ts'
import { importBundle } from '../bundle/evidence/import-bundle.ts'
import { publicKeyOfPem } from '../bundle/seal/key.ts'
import { attempt } from '../bundle/verify/attempt.ts'
import { differingParts } from '../bundle/verify/part-hashes.ts'
import type { Difference } from '../model/difference.ts'
import type { Log } from '../model/log.ts'
import { openStore } from '../store/open.ts'
import { exportBundle } from './export-bundle.ts'
import { leaveNothing } from './leave-nothing.ts'

/** Follow from the other files and from the key, and were checked against them. */
const FOLLOWING = new Set([INFO, MANIFEST, TAG_MANIFEST, SIGNATURE])
/** Differ where files are packed otherwise. */
const SIZES = 'payload-oxum'
const UNTOLD = { step() {}, at() {} }

/**
 * Every file of a bundle against the bundle that its evidence makes: whoever holds the key could still have signed a report, a picture or a README that says
 * otherwise. Only for a bundle of this very version of the program, and only after the rest of it was found in order.
 */
export async function* verifyDocuments(bag: Bag, log: Log): AsyncGenerator<Difference> {
  const folder = await mkdtemp(join(tmpdir(), 'govsite-again-'))
  const watched = leaveNothing('verifying', [folder])
  try {
    const again = await makeAgain(bag, folder, log)
    try {
      yield* compare(bag, again)
    } finally {
      await again.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
    watched()
  }
}

async function makeAgain(bag: Bag, folder: string, log: Log): Promise<Bag> {
  const out = join(folder, 'again.zip')
  const store = await openStore({ file: join(folder, 'evidence.sqlite'), log })
  try {
    const run = await importBundle(bag, store)
    const { sites } = await contentsOf(bag).config()
    const { night } = await contentsOf(bag).seals()
    const whole = Object.keys(night.statement.sites).length === sites.length
    const [only] = sites
    const pem = Buffer.from(bag.small.get(PUBLIC_KEY) ?? []).toString('utf8')
    // The signature was checked; what it is over is not, and needs no other.
    const key = { ...publicKeyOfPem(pem), file: '', sign: () => Buffer.alloc(64) }
    await exportBundle({ store, run, out, key, progress: UNTOLD, ...(whole || !only ? {} : { site: only.code }) })
  } finally {
    await store.close()
  }
  return await openBag(out, { temp: folder })
}

async function* compare(told: Bag, made: Bag): AsyncGenerator<Difference> {
  const info = (bag: Bag) => JSON.stringify([...bag.info].filter(([label]) => label !== SIZES))
  if (info(told) !== info(made)) yield { what: 'changed', path: INFO, says: '与由证据重新生成的内容不一致。' }
  if (told.root !== made.root) yield { what: 'changed', path: told.root, says: `文件夹的名称应为 ${made.root}。` }
  for (const path of new Set([...made.files.keys(), ...told.files.keys()])) {
    const [was, is] = [told.files.get(path), made.files.get(path)]
    if (FOLLOWING.has(path)) continue
    if (!was) yield { what: 'missing', path, says: '由证据重新生成的证据包有这个文件。' }
    else if (!is) yield { what: 'added', path, says: '由证据重新生成的证据包没有这个文件。' }
    else if (was.sha256 !== is.sha256) yield* compareInside(path, was.onDisk, is.onDisk)
  }
}

/** How a zip is packed differs from machine to machine and says nothing: what is in it has to be the same. */
async function* compareInside(path: string, was: string, is: string): AsyncGenerator<Difference> {
  const says = '与由证据重新生成的内容不一致。'
  if (!/\.(?:xlsx|wacz)$/.test(path)) return yield { what: 'changed', path, says }
  const parts = await attempt(() => differingParts(was, is))
  if (!parts.value) return yield { what: 'invalid', path, says: `无法打开（${parts.trouble}）。` }
  for (const part of parts.value) yield { what: 'changed', path: `${path}#${part}`, says }
}
