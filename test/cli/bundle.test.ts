import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBag } from '../../src/bundle/bag/open.ts'
import { openKey } from '../../src/bundle/seal/key.ts'
import { startProvince } from '../../src/demo/province.ts'
import { dayOf, instantOf } from '../../src/model/time.ts'
import { convert } from '../report/office.ts'
import { runCli, startCli } from './cli.ts'
import { edit, repack } from './repack.ts'

const SITES = '9905000001,9907000001,9900000016'
const SITE = '9905000001'
const silent = { debug() {}, info() {}, warn() {}, error() {} }

let cwd: string
const file = (name: string) => join(cwd, name)
const govsite = (...args: string[]) => runCli(args, cwd)

/** One night over some sites of the province, the ledger imported before it, and a bundle of it. */
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'govsite-bundle-test-'))
  const province = await startProvince({ today: dayOf(instantOf(Date.now())), log: silent, dir: cwd, firstPort: 0 })
  try {
    const common = ['--config', province.configDir, '--data', 'data']
    expect((await govsite('ledger', 'import', province.ledgerFile, ...common)).code).toBe(0)
    const crawl = await govsite('crawl', '--only', SITES, ...common)
    expect(crawl.code, crawl.stderr).toBe(0)
  } finally {
    await province.close()
  }
  const exported = await govsite('export', '--data', 'data', '--out', 'run.zip')
  expect(exported.code, exported.stderr).toBe(0)
})

afterAll(() => rmSync(cwd, { recursive: true, force: true }))

async function verify(
  name: string,
  ...more: string[]
): Promise<{ code: number | null; differences: { path: string; says: string }[]; stderr: string }> {
  const { code, stdout, stderr } = await govsite('verify', name, '--json', ...(more.length > 0 ? more : ['--data', 'data']))
  return { code, stderr, differences: stdout === '' ? [] : JSON.parse(stdout).differences }
}

test('a bundle is as it was sealed, and so is the database that it came from', async () => {
  expect(await verify('run.zip')).toMatchObject({ code: 0, differences: [] })
  const database = await govsite('verify', '--data', 'data')
  expect(database.code, database.stdout).toBe(0)
})

test('the same evidence makes the same bundle to the byte', async () => {
  await govsite('export', '--data', 'data', '--out', 'second.zip')
  expect(readFileSync(file('second.zip')).equals(readFileSync(file('run.zip')))).toBe(true)
})

test('tools that are not ours open it: unzip, sha256sum, openssl, warcio, LibreOffice', async () => {
  const run = (command: string, args: string[], dir = cwd) => execFileSync(command, args, { cwd: dir, encoding: 'utf8' })
  expect(run('unzip', ['-t', 'run.zip'])).toContain('No errors detected')
  run('unzip', ['-q', 'run.zip', '-d', 'opened'])
  const [root = ''] = readdirSync(file('opened'))
  const folder = join(file('opened'), root)
  expect(run('unzip', ['-t', 'data/archive.wacz'], folder)).toContain('No errors detected')
  for (const list of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) run('sha256sum', ['--quiet', '-c', list], folder)
  const signed = (data: string, signature: string) =>
    run('openssl', ['pkeyutl', '-verify', '-pubin', '-inkey', 'public-key.pem', '-rawin', '-in', data, '-sigfile', signature], folder)
  expect(signed('tagmanifest-sha256.txt', 'tagmanifest-sha256.txt.sig')).toContain('Verified Successfully')
  expect(signed('data/seals/night.json', 'data/seals/night.sig')).toContain('Verified Successfully')

  run('unzip', ['-q', 'data/archive.wacz', '-d', 'wacz'], folder)
  const warcs = readdirSync(join(folder, 'wacz/archive')).map((name) => join(folder, 'wacz/archive', name))
  const types = new Set<string>()
  for (const line of run(process.execPath, [resolve('node_modules/warcio/dist/cli.js'), 'index', ...warcs])
    .trim()
    .split('\n')) {
    types.add(JSON.parse(line)['warc-type'])
  }
  expect([...types]).toEqual(expect.arrayContaining(['warcinfo', 'request', 'response', 'revisit', 'resource']))

  for (const name of ['scores', 'findings']) {
    const opened = await convert(join(folder, `data/${name}.xlsx`), 'pdf', cwd)
    expect(readFileSync(opened).subarray(0, 5).toString(), name).toBe('%PDF-')
  }
})

test('the bundle of one site has nothing of another but its rank', async () => {
  const exported = await govsite('export', '--site', SITE, '--data', 'data', '--out', 'site.zip')
  expect(exported.code, exported.stderr).toBe(0)
  expect(await verify('site.zip')).toMatchObject({ code: 0, differences: [] })
  const bag = await openBag(file('site.zip'))
  try {
    for (const path of ['data/evidence.jsonl', 'data/report.html', 'data/findings.csv', 'data/settings.yaml']) {
      const text = readFileSync(bag.files.get(path)?.onDisk ?? '', 'utf8')
      expect(text, path).toContain(SITE)
      expect(text, path).not.toContain('9907000001')
    }
  } finally {
    await bag.close()
  }
})

test.each(['run.zip', 'site.zip'])('%s imported and exported again is what it was', async (name) => {
  if (name === 'site.zip' && !existsSync(file(name))) await govsite('export', '--site', SITE, '--data', 'data', '--out', name)
  const data = `from-${name}`
  const imported = await govsite('import', name, '--data', data)
  expect(imported.code, imported.stderr).toBe(0)
  const database = await govsite('verify', '--data', data)
  expect(database.code, database.stdout).toBe(0)
  copyFileSync(file('data/seal-key.pem'), file(`${data}/seal-key.pem`))
  await govsite('export', '--data', data, '--out', `again-${name}`)
  expect(readFileSync(file(`again-${name}`)).equals(readFileSync(file(name)))).toBe(true)
  const twice = await govsite('import', name, '--data', data)
  expect(twice.code).toBe(2)
  expect(twice.stderr).toContain('already')
})

test('evidence made here and evidence made elsewhere are not mixed', async () => {
  const mixed = await govsite('import', 'run.zip', '--data', 'data')
  expect(mixed.code).toBe(2)
  expect(mixed.stderr).toContain('another folder')
  expect(readdirSync(file('data')).filter((name) => name.includes('importing'))).toEqual([])
})

const score = /"total":\{"high":[\d.]+/
test.each<[string, (files: Map<string, Buffer>) => void, RegExp]>([
  ['a finding', edit('data/evidence.jsonl', '"verdict":"fail"', '"verdict":"pass"'), /^(?:findings|finding) /],
  ['a score', edit('data/evidence.jsonl', score, '"total":{"high":1'), /^score/],
  ['a capture', edit('data/evidence.jsonl', '"status":404', '"status":200'), /^capture /],
  ['the rubric', edit('data/rubric.yaml', 'points: 10', 'points: 11'), /^data\/rubric\.yaml$/],
  ['the settings', edit('data/settings.yaml', /redirects: \d+/, 'redirects: 99'), /^data\/settings\.yaml$/],
  ['the report', edit('data/report.html', '检查', '检察'), /^data\/report\.html$/],
  ['the list of problems', edit('data/findings.csv', '确定', '疑似'), /^data\/findings\.csv$/],
  ['the statement of the night', edit('data/seal.json', '"seed":"audit', '"seed":"other'), /^seal night$/],
  ['a message of the ledger', edit('data/evidence.jsonl', '"unfounded":false', '"unfounded":true'), /^tickets /],
  ['a README', edit('README.txt', '未加盖时间戳', '已加盖时间戳'), /^README\.txt$/],
  ['the page that verifies', edit('verify.html', '完好', '完美'), /^verify\.html$/],
  ['a picture', (files) => files.set('data/pictures/other.png', Buffer.from('x')), /^data\/pictures\/other\.png$/],
  ['what a line says besides', edit('data/evidence.jsonl', '{"asOf":', '{"aaa":1,"asOf":'), /^data\/evidence\.jsonl$/],
  ['the archive', (files) => files.delete('data/archive.wacz'), /^data\/archive\.wacz$/],
])('whoever holds the key and changes %s is found out', async (what, change, path) => {
  const out = `insider-${what.replaceAll(' ', '-')}.zip`
  await repack(file('run.zip'), file(out), openKey(file('data')), change)
  const { code, differences } = await verify(out)
  expect(code).toBe(1)
  expect(differences.map((one) => one.path).join('\n')).toMatch(new RegExp(path.source, 'm'))
})

test('a bundle that a stranger signed is foreign to those who know the key, and says whose it is to those who do not', async () => {
  mkdirSync(file('stranger'))
  const stranger = openKey(file('stranger'))
  await repack(file('run.zip'), file('foreign.zip'), stranger, () => {})
  const known = await verify('foreign.zip')
  expect(known.code).toBe(1)
  expect(known.differences.map(({ says }) => says).join()).toContain(stranger.fingerprint)
  const unknown = await govsite('verify', 'foreign.zip', '--data', 'nowhere')
  expect(unknown.stdout).toContain(stranger.fingerprint)
  expect((await verify('run.zip', '--key', stranger.fingerprint)).code).toBe(1)
  expect((await verify('run.zip', '--key', openKey(file('data')).fingerprint)).code).toBe(0)
})

test('a byte changed anywhere is found, or else changes nothing', { timeout: 300_000 }, async () => {
  const sound = readFileSync(file('run.zip'))
  for (let part = 1; part <= 12; part += 1) {
    const bytes = Buffer.from(sound)
    const at = Math.floor((sound.length * part) / 13)
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
    writeFileSync(file('flipped.zip'), bytes)
    const { code } = await verify('flipped.zip')
    expect(code, `byte ${at} of ${sound.length}`).toBe(1)
  }
})

test.each<[string, string[], number, RegExp]>([
  ['a file that is not there', ['verify', 'absent.zip'], 2, /absent\.zip/],
  ['a file that is no bundle', ['verify', 'data/govsite.sqlite'], 1, /bundle made by govsite export/],
  ['a folder for a bundle', ['verify', 'data'], 2, /is a folder/],
  ['a database that is not there', ['verify', '--data', 'typo'], 2, /there is no run yet/],
  ['a bundle over a folder', ['export', '--out', 'data', '--force', '--data', 'data'], 2, /--out/],
  ['a data folder that is a file', ['import', 'run.zip', '--data', 'run.zip/x'], 2, /--data/],
  ['a key that is none', ['verify', 'run.zip', '--key', 'abc'], 2, /64 hexadecimal digits/],
  ['a bundle over an existing file', ['export', '--out', 'run.zip', '--data', 'data'], 2, /--force/],
  ['a site that the run has not', ['export', '--site', '1', '--out', 'x.zip', '--data', 'data'], 2, /a site of the run/],
  ['a run that there is not', ['export', '--run', 'r', '--out', 'x.zip', '--data', 'data'], 2, /no run r/],
  ['a folder that there is not', ['export', '--out', 'no/such/x.zip', '--data', 'data'], 2, /--out/],
  ['an import of something else', ['import', 'data/govsite.sqlite', '--data', 'fresh'], 2, /bundle/],
])('%s is told plainly, and leaves nothing behind', async (_, args, code, message) => {
  const before = readdirSync(cwd).sort()
  const ran = await govsite(...args)
  expect(ran.code, ran.stderr).toBe(code)
  expect(ran.stderr).toMatch(message)
  expect(ran.stderr).not.toMatch(/^ {4}at /m)
  expect(
    readdirSync(cwd)
      .sort()
      .filter((name) => name !== 'fresh'),
  ).toEqual(before.filter((name) => name !== 'fresh'))
})

test('an export that is stopped in the middle leaves nothing behind', async () => {
  const before = readdirSync(cwd).sort()
  const { child, ended } = startCli(['export', '--data', 'data', '--out', 'stopped.zip'], cwd)
  await new Promise<void>((reached) => child.stderr?.on('data', (text: string) => text.includes('documents') && reached()))
  child.kill('SIGINT')
  const { code, stderr } = await ended
  expect(code).toBe(130)
  expect(stderr).toContain('nothing was written')
  expect(readdirSync(cwd).sort()).toEqual(before)
})
