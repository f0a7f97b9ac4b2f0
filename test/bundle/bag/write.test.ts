import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BagFile, type BagPlan, writeBag } from '../../../src/bundle/bag/write.ts'
import { sample, sampleKey, samplePayload, unzipped, writeSample } from '../sample-bundle.ts'

let folder: string
const key = sampleKey()
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-bag-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (command: string, args: string[], cwd = folder) => execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' })
const plan = (out: string, payload: BagFile[], tags: BagFile[] = []): BagPlan => ({
  out,
  root: 'bag',
  payload,
  tags,
  info: [['Bagging-Date', '2026-03-01']],
  sign: key.sign,
})
const file = (name: string, text = name): BagFile => ({ name, from: { bytes: Buffer.from(text) }, compress: true })

test('unzip, sha256sum and openssl find a bundle sound, each by itself', async () => {
  await writeSample(join(folder, 'sound.zip'), sample(key))
  expect(run('unzip', ['-t', 'sound.zip'])).toContain('No errors detected')
  run('unzip', ['-q', 'sound.zip', '-d', 'unpacked'])
  const bag = join(folder, 'unpacked', readdirSync(join(folder, 'unpacked'))[0] ?? '')
  expect(run('sha256sum', ['--strict', '-c', 'manifest-sha256.txt'], bag)).toMatch(/^(?:.*: OK\n){7}$/)
  expect(run('sha256sum', ['--strict', '-c', 'tagmanifest-sha256.txt'], bag)).toMatch(/^(?:.*: OK\n){5}$/)
  const check = ['pkeyutl', '-verify', '-pubin', '-inkey', 'public-key.pem', '-rawin', '-sigfile', 'tagmanifest-sha256.txt.sig']
  expect(run('openssl', [...check, '-in', 'tagmanifest-sha256.txt'], bag)).toContain('Verified Successfully')
  const night = ['pkeyutl', '-verify', '-pubin', '-inkey', 'public-key.pem', '-rawin', '-sigfile', 'data/seals/night.sig']
  expect(run('openssl', [...night, '-in', 'data/seals/night.json'], bag)).toContain('Verified Successfully')
  expect(readFileSync(join(bag, 'bagit.txt'), 'utf8')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
  expect(readFileSync(join(bag, 'bag-info.txt'), 'utf8').split('\n').slice(2)).toEqual([
    'Bagging-Date: 2026-03-01',
    'Bag-Software-Agent: govsite 0.1.0',
    `Payload-Oxum: ${[...samplePayload(sample(key)).values()].reduce((sum, { length }) => sum + length, 0)}.7`,
    'Govsite-Bundle-Version: 1',
    '',
  ])
})

test('the same input makes the same bytes in every time zone, in whatever order it is given', async () => {
  const script = join(folder, 'write.ts')
  writeFileSync(
    script,
    `import { writeBag } from ${JSON.stringify(join(process.cwd(), 'src/bundle/bag/write.ts'))}
const file = (name: string) => ({ name, from: { bytes: Buffer.from(name.repeat(9)) }, compress: name !== 'a.wacz' })
const names = process.argv[3] === 'back' ? ['b/c.txt', 'a.wacz'] : ['a.wacz', 'b/c.txt']
await writeBag({ out: process.argv[2] ?? '', root: 'bag', payload: names.map(file), tags: [], info: [], sign: () => new Uint8Array(64) })
`,
  )
  const made = ['Asia/Shanghai', 'America/New_York', 'UTC'].map((zone, at) => {
    const out = join(folder, `zone-${at}.zip`)
    execFileSync(process.execPath, [script, out, at === 1 ? 'back' : 'on'], { env: { ...process.env, TZ: zone } })
    return readFileSync(out)
  })
  expect(made[1]?.equals(made[0] ?? Buffer.alloc(0))).toBe(true)
  expect(made[2]?.equals(made[0] ?? Buffer.alloc(0))).toBe(true)
  // zipinfo -v names method, mode and moment of each entry.
  const told = run('zipinfo', ['zone-0.zip'])
  expect(told).toMatch(/-rw-r--r-- .* stor 80-Jan-01 00:00 bag\/data\/a\.wacz/)
  expect(told).toMatch(/-rw-r--r-- .* defN 80-Jan-01 00:00 bag\/data\/b\/c\.txt/)
})

test('what RFC 8493 encodes in a path is encoded, and nothing else', async () => {
  const out = join(folder, 'names.zip')
  await writeBag(plan(out, [file('一 二.txt'), file('a%b'), file('line\nbreak'), file('cr\rname')]))
  const files = await unzipped(readFileSync(out))
  const paths = files
    .get('bag/manifest-sha256.txt')
    ?.toString()
    .split('\n')
    .map((line) => line.slice(66))
  expect(paths).toEqual(['data/a%25b', 'data/cr%0Dname', 'data/line%0Abreak', 'data/一 二.txt', ''])
})

test('a file from the disk is streamed, and told of as it goes', async () => {
  const big = join(folder, 'big.bin')
  writeFileSync(big, Buffer.alloc(3_000_000, 'x'))
  const told: [number, number][] = []
  await writeBag(plan(join(folder, 'big.zip'), [{ name: 'big.bin', from: { file: big }, compress: false }]), (done, total) =>
    told.push([done, total]),
  )
  expect(told.length).toBeGreaterThan(10)
  expect(told.at(-1)).toEqual([6_000_000, 6_000_000])
})

/** Each way to fail half-way, and what is said. */
const BROKEN: [string, (out: string) => BagPlan, RegExp][] = [
  ['a file that is not there', (out) => plan(out, [{ name: 'a', from: { file: join(out, 'nowhere') }, compress: true }]), /ENOTDIR|ENOENT/],
  ['a signer that fails', (out) => ({ ...plan(out, [file('a')]), sign: () => { throw new Error('no key') } }), /no key/], // biome-ignore format: one line a case
  ['a name that climbs', (out) => plan(out, [file('../a')]), /name-climbs/],
  ['a name twice but for case', (out) => plan(out, [file('a'), file('A')]), /name-duplicate/],
  ['a tag file among the data', (out) => plan(out, [], [file('data/a')]), /wrong place/],
  ['a tag file that is ours', (out) => plan(out, [], [file('bagit.txt')]), /name-duplicate/],
  ['an info that breaks its line', (out) => ({ ...plan(out, []), info: [['A', 'b\nC: d']] }), /cannot hold/],
]

test.each(BROKEN)('%s leaves the earlier bundle as it was and nothing beside it', async (_, broken, says) => {
  const place = mkdtempSync(join(folder, 'kept-'))
  const out = join(place, 'out.zip')
  writeFileSync(out, 'earlier')
  await expect(writeBag(broken(out))).rejects.toThrow(says)
  expect(readdirSync(place)).toEqual(['out.zip'])
  expect(readFileSync(out, 'utf8')).toBe('earlier')
})

test('a file that changes between its hash and the zip stops the writing', async () => {
  const place = mkdtempSync(join(folder, 'moved-'))
  const source = join(place, 'source')
  const out = join(place, 'out.zip')
  writeFileSync(source, 'before')
  const changing = { ...plan(out, [{ name: 'a', from: { file: source }, compress: true }]), sign: (bytes: Uint8Array) => {
    writeFileSync(source, 'after!')
    return key.sign(bytes)
  } } // biome-ignore format: the one line that matters is in it
  await expect(writeBag(changing)).rejects.toThrow(/data\/a was changed while it was being packed/)
  expect(readdirSync(place)).toEqual(['source'])
})

test('a place that cannot be written is a user error', async () => {
  const out = join(folder, 'no', 'such', 'out.zip')
  await expect(writeBag(plan(out, []))).rejects.toMatchObject({ name: 'UserError', problems: [{ file: out }] })
  mkdirSync(join(folder, 'taken'))
  await expect(writeBag(plan(join(folder, 'taken'), []))).rejects.toThrow()
  expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([])
})
