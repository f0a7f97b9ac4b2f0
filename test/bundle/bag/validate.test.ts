import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBag } from '../../../src/bundle/bag/open.ts'
import { validateBag } from '../../../src/bundle/bag/validate.ts'
import { sha256 } from '../../../src/store/canonical.ts'
import { sample, sampleFiles, sampleKey } from '../sample-bundle.ts'
import { type RawEntry, rawZip } from './raw-zip.ts'

let folder: string
let sound: Map<string, Buffer>
const key = sampleKey()
const ROOT = 'govsite-2026-03-01-night-7/'
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-validate-'))
  sound = await sampleFiles(join(folder, 'sound.zip'), sample(key))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Files = Map<string, Buffer>

/** The zip that somebody else would pack out of the changed files, checksums and all. */
function packed(change: (files: Files) => void, entries: Partial<Record<string, Partial<RawEntry>>> = {}): Buffer {
  const files = new Map([...sound].map(([name, bytes]) => [name.slice(ROOT.length), bytes]))
  change(files)
  return rawZip([...files].map(([name, bytes]) => ({ name: `${ROOT}${name}`, bytes, isDeflated: true, ...entries[name] })))
}

async function validated(zip: Buffer) {
  const file = join(folder, 'bundle.zip')
  writeFileSync(file, zip)
  const bag = await openBag(file)
  try {
    return await validateBag(bag)
  } finally {
    await bag.close()
  }
}

const edit = (files: Files, name: string, change: (text: string) => string) => files.set(name, Buffer.from(change(String(files.get(name)))))
const TAGS = 'tagmanifest-sha256.txt'
/** What an honest manifest would say of the file as it is now. */
const relist = (files: Files, manifest: string, name: string) =>
  edit(files, manifest, (text) =>
    text.replace(new RegExp(`^.*  ${name.replaceAll('.', '\\.')}$`, 'm'), `${sha256(files.get(name) ?? '')}  ${name}`),
  )

test('a sound bundle has no difference, and says whose key signed it', async () => {
  expect(await validated(packed(() => {}))).toEqual({ differences: [], fingerprint: key.fingerprint })
})

const stranger = sampleKey()
/** What was done to the bundle, and every difference that it makes: `what path`. */
const CASES: [string, (files: Files) => void, string[]][] = [
  ['a changed payload file', (files) => edit(files, 'data/findings.csv', (text) => text.replace('某', '甲')), ['changed data/findings.csv']],
  ['a removed payload file', (files) => files.delete('data/archive.wacz'), ['invalid bag-info.txt', 'missing data/archive.wacz']],
  ['an added payload file', (files) => files.set('data/more', Buffer.from('x')), ['added data/more', 'invalid bag-info.txt']],
  ['an added tag file', (files) => files.set('more.txt', Buffer.from('x')), ['added more.txt']],
  ['a changed tag file', (files) => edit(files, 'README.txt', (text) => `${text}!`), ['changed README.txt']],
  ['a file changed together with its line', (files) => {
    edit(files, 'data/report.html', () => 'other')
    relist(files, 'manifest-sha256.txt', 'data/report.html')
  }, ['changed manifest-sha256.txt', 'invalid bag-info.txt']],
  ['all lists written anew, without the key', (files) => {
    edit(files, 'data/findings.csv', (text) => text.replace('1,', '2,'))
    relist(files, 'manifest-sha256.txt', 'data/findings.csv')
    relist(files, TAGS, 'manifest-sha256.txt')
  }, [`invalid ${TAGS}.sig`]],
  ['a wrong Payload-Oxum', (files) => edit(files, 'bag-info.txt', (text) => text.replace(/Oxum: \d+/, 'Oxum: 1')), ['changed bag-info.txt', 'invalid bag-info.txt']],
  ['no Payload-Oxum', (files) => edit(files, 'bag-info.txt', (text) => text.replace(/Payload-Oxum.*\n/, '')), ['changed bag-info.txt', 'invalid bag-info.txt']],
  ['another BagIt version', (files) => edit(files, 'bagit.txt', (text) => text.replace('1.0', '0.97')), ['changed bagit.txt', 'invalid bagit.txt']],
  ['no manifest', (files) => files.delete('manifest-sha256.txt'), ['missing manifest-sha256.txt', 'missing manifest-sha256.txt']],
  ['no tag manifest', (files) => files.delete(TAGS), [`missing ${TAGS}`]],
  ['no signature', (files) => files.delete(`${TAGS}.sig`), [`missing ${TAGS}.sig`]],
  ['a signature that is too short', (files) => files.set(`${TAGS}.sig`, Buffer.alloc(5)), [`invalid ${TAGS}.sig`]],
  ['no key', (files) => files.delete('public-key.pem'), ['invalid public-key.pem', 'missing public-key.pem']],
  ['a key that is none', (files) => files.set('public-key.pem', Buffer.from('x')), ['changed public-key.pem', 'invalid public-key.pem']],
  ['a foreign key', (files) => files.set('public-key.pem', Buffer.from(stranger.pem)), ['changed public-key.pem', `invalid ${TAGS}.sig`]],
  ['a signature by a foreign key', (files) => files.set(`${TAGS}.sig`, stranger.sign(files.get(TAGS) ?? Buffer.alloc(0))), [`invalid ${TAGS}.sig`]],
  ['a line that is no line', (files) => edit(files, 'manifest-sha256.txt', (text) => `${text}zz  data/x\n`), ['changed manifest-sha256.txt', 'invalid manifest-sha256.txt#8']],
  ['a line twice', (files) => edit(files, 'manifest-sha256.txt', (text) => `${text}${text.split('\n')[0]}\n`), ['changed manifest-sha256.txt', 'invalid manifest-sha256.txt#8']],
  ['a manifest that names a tag file', (files) => edit(files, 'manifest-sha256.txt', (text) => `${text}${'0'.repeat(64)}  ../x\n`), ['changed manifest-sha256.txt', 'invalid ../x']],
  ['a manifest that is no text', (files) => files.set('manifest-sha256.txt', Buffer.from([0xff])), ['changed manifest-sha256.txt', 'invalid manifest-sha256.txt']],
  ['files to fetch', (files) => files.set('fetch.txt', Buffer.from('http://x 1 data/x\n')), ['added fetch.txt', 'invalid fetch.txt']],
  ['a manifest of another kind', (files) => files.set('manifest-md5.txt', Buffer.from('')), ['added manifest-md5.txt', 'invalid manifest-md5.txt']],
] // biome-ignore format: one case a line

test.each(CASES)('%s is told', async (_, change, told) => {
  const { differences } = await validated(packed(change))
  expect(differences.map(({ what, path }) => `${what} ${path}`).sort()).toEqual([...told].sort())
  for (const { says } of differences) expect(says).toMatch(/[\u4e00-\u9fff].*。$/)
})

test('everything made anew and signed by a foreign key is sound in itself; only the fingerprint tells', async () => {
  const files = await sampleFiles(join(folder, 'foreign.zip'), sample(stranger))
  const zip = rawZip([...files].map(([name, bytes]) => ({ name, bytes })))
  expect(await validated(zip)).toEqual({ differences: [], fingerprint: stranger.fingerprint })
})

test.each([
  ['are damaged', { packed: Buffer.from('not deflated at all'), size: 5 }],
  ['end too early', { packed: Buffer.from([0x4a]), size: 5 }],
  ['are none', { packed: Buffer.alloc(0), size: 5 }],
  ['go on behind their end', { packed: Buffer.concat([Buffer.from([3, 0]), Buffer.from('more')]), size: 0 }],
])('an entry whose packed bytes %s does not hide what the others say', async (_, entry) => {
  const { differences } = await validated(packed((files) => files.delete('README.txt'), { 'data/findings.csv': entry }))
  const told = differences.map(({ what, path }) => `${what} ${path}`)
  expect(told).toContain('missing README.txt')
  expect(told).toContain('changed data/findings.csv')
  expect(told).toContain('invalid data/findings.csv')
})
