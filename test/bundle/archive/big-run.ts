import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createArchive } from '../../../src/bundle/archive/create.ts'
import { openArchive } from '../../../src/bundle/archive/open.ts'
import type { BodyRef } from '../../../src/model/capture.ts'
import { sha256 } from '../../../src/store/canonical.ts'
import { link, page, RUN, USER_AGENT } from './samples.ts'

const PAGES = 12
const LINKS = 40
const BODY_BYTES = 160_000

/** Bytes that do not pack, the same for the same name. */
function bytesOf(name: string): Buffer {
  const words = new Uint32Array(BODY_BYTES / 4)
  let state = Number.parseInt(sha256(name).slice(0, 7), 16) + 1
  for (let at = 0; at < words.length; at += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[at] = state
  }
  return Buffer.from(words.buffer)
}

function visitOf(site: string) {
  const names = new Map<string, string>()
  const keep = (name: string): BodyRef => {
    const bytes = bytesOf(name)
    const ref = { sha256: sha256(bytes), length: bytes.length }
    names.set(ref.sha256, name)
    return ref
  }
  const pages = Array.from({ length: PAGES }, (_, number) => page(`http://${site}.cn/${number}`, keep(`${site} ${number}`)))
  const links = Array.from({ length: LINKS }, (_, number) => link(`http://${site}.cn/a/${number}`))
  return { site, captures: [...pages, ...links], body: async (ref: BodyRef) => bytesOf(names.get(ref.sha256) ?? '') }
}

/** Archives that many visits, reads them back, and says how much memory that took at the most. */
const [folder = '', count = '0'] = process.argv.slice(2)
await mkdir(folder)
const writer = await createArchive({ folder, run: RUN, software: 'govsite', userAgent: USER_AGENT })
const sites = Array.from({ length: Number(count) }, (_, number) => `site-${number}`)
for (const site of sites) {
  await writer.addVisit(visitOf(site))
  globalThis.gc?.()
}
const file = join(folder, 'archive.wacz')
await writer.finish(file)
const handle = await open(file)
const { size } = await handle.stat()
const archive = await openArchive({
  size,
  async read(from, to) {
    const { buffer } = await handle.read(Buffer.alloc(to - from), 0, to - from, from)
    return buffer
  },
})
let differences = 0
// Collected at every turn: what counts is what is held on to, not what has not been collected yet.
for (const site of sites) {
  globalThis.gc?.()
  const { captures, body } = visitOf(site)
  differences += (await archive.compareWithCaptures(site, captures)).length
  const read = await archive.bodies(site)
  for (const capture of captures) {
    if (capture.kind === 'page' && capture.outcome.kind === 'answered') {
      const { body: ref } = capture.outcome
      if (Buffer.compare(await read(ref), await body(ref)) !== 0) differences += 1
    }
  }
}
await handle.close()
await rm(folder, { recursive: true })
console.log(JSON.stringify({ size, differences, peak: process.resourceUsage().maxRSS }))
