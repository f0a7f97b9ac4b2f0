import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { type ReadmeFacts, readmeText } from '../../src/bundle/readme-text.ts'
import { readStamp, stampRequest } from '../../src/bundle/stamp/time-stamp.ts'
import { LocalAuthority } from './local-authority.ts'

const ROOT = 'govsite-20260301-0200-6200000001'
const CAPTURE = createHash('sha256').update('capture').digest('hex')
const NIGHT = '{"format":"govsite-night-seal/1","sites":{"6200000001":"00"}}'
const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const FACTS: ReadmeFacts = {
  root: ROOT,
  program: 'govsite 0.1.0',
  run: { id: '20260301-0200', startedAt: '2026-03-01T02:00:00.000+08:00', finishedAt: '2026-03-01T05:10:09.000+08:00' },
  sites: [{ code: '6200000001', name: '兰州市人民政府' }],
  whole: false,
  fingerprint: 'ab'.repeat(32),
  night: { sealedAt: '2026-03-01T05:10:12.000+08:00', key: 'ab'.repeat(32), stamp: null },
}

/** The lines of the text; what it is made of is checked on the way. */
function linesOf(facts: ReadmeFacts): string[] {
  const text = readmeText(facts)
  expect(text.startsWith('\ufeff政府网站检查证据包\r\n')).toBe(true)
  const lines = text.slice(1).split('\r\n')
  expect(lines.pop()).toBe('')
  expect(lines.join('')).not.toMatch(/[\r\n\ufeff]/)
  return lines
}

/** The commands that the text names, as they stand. */
function commandsOf(facts: ReadmeFacts): string[] {
  return linesOf(facts).flatMap((line) => /^ {4}(?! )(.+)$/.exec(line)?.[1] ?? [])
}

interface Key {
  readonly secret: KeyObject
  readonly der: Buffer
  readonly pem: string
  readonly fingerprint: string
}

function newKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const der = publicKey.export({ format: 'der', type: 'spki' })
  return { secret: privateKey, der, pem: publicKey.export({ format: 'pem', type: 'spki' }).toString(), fingerprint: sha256(der) }
}

let at: LocalAuthority
let stamp: Buffer

beforeAll(() => {
  at = new LocalAuthority()
  at.root('root')
  at.issue('tsa')
  stamp = at.reply(stampRequest(sha256(NIGHT), 7n))
})

const made: string[] = []

afterAll(() => {
  at.remove()
  for (const folder of made) rmSync(folder, { recursive: true })
})

/** A folder above one that looks like an unpacked bundle, and the facts to it. */
async function bundle(over: { stamped: boolean; nightKey?: Key }): Promise<{ above: string; facts: ReadmeFacts }> {
  const above = mkdtempSync(join(tmpdir(), 'govsite-readme-'))
  made.push(above)
  const folder = join(above, ROOT)
  const key = newKey()
  const nightKey = over.nightKey ?? key
  const { at: time, authority } = await readStamp(stamp, sha256(NIGHT))
  const night = { ...FACTS.night, key: nightKey.fingerprint, stamp: over.stamped ? { at: time, authority } : null }
  const facts: ReadmeFacts = { ...FACTS, fingerprint: key.fingerprint, night }
  const data: Record<string, string | Uint8Array> = {
    'data/report.html': '<!doctype html>',
    'data/evidence.jsonl': `{"capture":{"id":"${CAPTURE}","kind":"page"},"key":"page|http://a/","site":"6200000001","type":"capture"}\n`,
    'data/archive.wacz': await wacz(),
    'data/seal.json': JSON.stringify({ keys: { [nightKey.fingerprint]: nightKey.der.toString('base64') } }),
    'data/seals/night.json': NIGHT,
    'data/seals/night.sig': sign(null, Buffer.from(NIGHT), nightKey.secret),
    ...(over.stamped ? { 'data/seals/night.tsr': stamp } : {}),
  }
  const tags: Record<string, string> = {
    'bagit.txt': 'BagIt-Version: 1.0\n',
    'manifest-sha256.txt': manifest(data),
    'public-key.pem': key.pem,
    'README.txt': readmeText(facts),
  }
  mkdirSync(join(folder, 'data/seals'), { recursive: true })
  for (const [name, content] of Object.entries({ ...data, ...tags, 'tagmanifest-sha256.txt': manifest(tags) }))
    writeFileSync(join(folder, name), content)
  writeFileSync(join(folder, 'tagmanifest-sha256.txt.sig'), sign(null, Buffer.from(manifest(tags)), key.secret))
  writeFileSync(join(above, 'tsa-root.pem'), at.pem('root'))
  return { above, facts }
}

function manifest(files: Record<string, string | Uint8Array>): string {
  return Object.entries(files)
    .map(([name, content]) => `${sha256(content)}  ${name}\n`)
    .join('')
}

/** An archive of two sites' files, each of two records, packed as the bundle's is. */
async function wacz(): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [index, id] of [sha256('other'), CAPTURE].entries()) {
    const digest = `WARC-Payload-Digest: sha256:${sha256(`正文 ${index}`)}`
    const record = `WARC/1.1\r\nWARC-Type: response\r\nGovsite-Capture: ${id}\r\n${digest}\r\n\r\nHTTP/1.1 200 OK\r\n\r\n正文 ${index}\r\n\r\n`
    const info = gzipSync('WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n')
    zip.addBuffer(Buffer.concat([info, gzipSync(record)]), `archive/620000000${index}.warc.gz`, { compress: false })
  }
  zip.end()
  return await buffer(zip.outputStream)
}

/** Runs the commands one after the other, as a reader would: what each printed, and whether it succeeded. */
function run(above: string, commands: readonly string[]): { command: string; ok: boolean; out: string }[] {
  let folder = above
  return commands.map((command) => {
    const moved = /^cd (\S+)$/.exec(command)?.[1]
    if (moved !== undefined) {
      folder = join(folder, moved)
      return { command, ok: existsSync(folder), out: '' }
    }
    try {
      const out = execFileSync('bash', ['-o', 'pipefail', '-c', command], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString()
      return { command, ok: true, out }
    } catch (error) {
      return { command, ok: false, out: String(Object(error).stdout) }
    }
  })
}

test.each<[string, { stamped: boolean; nightKey?: Key }]>([
  ['with a time stamp', { stamped: true }],
  ['without a time stamp', { stamped: false }],
  ['with a night sealed by another key', { stamped: true, nightKey: newKey() }],
])('every command that it names succeeds on a bundle %s', async (_, over) => {
  const { above, facts } = await bundle(over)
  const commands = commandsOf(facts).map((command) => command.replace('EVIDENCE', CAPTURE.slice(0, 12)).replace('BODY', sha256('正文 0')))
  const done = run(above, commands)
  expect(done.filter(({ ok }) => !ok)).toEqual([])
  const printed = (word: string): string[] => done.filter(({ command }) => command.includes(word)).map(({ out }) => out.trim())
  expect(printed('sha256sum -c').join('\n')).not.toMatch(/FAILED/)
  expect(printed('pkeyutl')).toEqual(['Signature Verified Successfully', 'Signature Verified Successfully'])
  const keys = over.nightKey ? [facts.fingerprint, over.nightKey.fingerprint] : [facts.fingerprint]
  expect(printed('| sha256sum')).toEqual(keys.map((fingerprint) => `${fingerprint}  -`))
  expect(new Set(printed('wc -l')).size).toBe(1)
  expect(printed('ts -verify')).toEqual(over.stamped ? ['Verification: OK'] : [])
  expect(printed("grep -F '")[0]).toContain(`"id":"${CAPTURE}"`)
  expect(printed('Govsite-Capture')[0]).toContain('正文 1')
  expect(printed('WARC-Payload-Digest')[0]).toMatch(/^WARC-Payload-Digest[^正]+正文 0/)
  // What is said of a certificate that has ended works while it has not.
  const later = linesOf(facts).flatMap((line) => / (-attime \d+)$/.exec(line)?.[1] ?? [])
  expect(
    run(above, [`cd ${ROOT}`, ...later.map((more) => `${commands.find((one) => one.includes('ts -verify'))} ${more}`)]).every(
      ({ ok }) => ok,
    ),
  ).toBe(true)
})

test.each<[string, string, (folder: string) => void]>([
  ['a changed file', 'sha256sum -c manifest-sha256.txt', (folder) => appendFileSync(join(folder, 'data/report.html'), ' ')],
  ['a removed file', 'sha256sum -c manifest-sha256.txt', (folder) => rmSync(join(folder, 'data/report.html'))],
  ['a changed list', 'sha256sum -c tagmanifest-sha256.txt', (folder) => appendFileSync(join(folder, 'manifest-sha256.txt'), '\n')],
  [
    'a list made to fit',
    'tagmanifest-sha256.txt.sig',
    (folder) => writeFileSync(join(folder, 'tagmanifest-sha256.txt'), `${sha256(readFileSync(join(folder, 'bagit.txt')))}  bagit.txt\n`),
  ],
  ['another night', 'night.sig', (folder) => writeFileSync(join(folder, 'data/seals/night.json'), `${NIGHT} `)],
  ['another key', 'tagmanifest-sha256.txt.sig', (folder) => writeFileSync(join(folder, 'public-key.pem'), newKey().pem)],
  [
    'a stamp of something else',
    'ts -verify',
    (folder) => writeFileSync(join(folder, 'data/seals/night.tsr'), at.reply(stampRequest(CAPTURE, 1n))),
  ],
])('%s makes a command fail', async (_, word, spoil) => {
  const { above, facts } = await bundle({ stamped: true })
  spoil(join(above, ROOT))
  const failed = run(above, commandsOf(facts)).filter(({ ok }) => !ok)
  expect(failed.map(({ command }) => command).join('\n')).toContain(word)
})

test('an added file shows in the count', async () => {
  const { above, facts } = await bundle({ stamped: false })
  writeFileSync(join(above, ROOT, 'data/more.html'), '')
  expect(readdirSync(join(above, ROOT, 'data'))).toContain('more.html')
  const counts = run(above, commandsOf(facts)).filter(({ command }) => command.includes('wc -l'))
  expect(new Set(counts.map(({ out }) => out.trim())).size).toBe(2)
})

test('what it says of a bundle without a time stamp, of one with, and of one that cannot be read', () => {
  const plain = linesOf(FACTS).join('\n')
  expect(plain).toContain('检查批次：20260301-0200，2026年3月1日02:00:00开始，2026年3月1日05:10:09结束（北京时间，下同）')
  expect(plain).toContain('网站：兰州市人民政府（6200000001）（该批次的一部分）')
  expect(plain).toContain('时间戳：未加盖时间戳。')
  expect(plain).not.toContain('night.tsr')
  const at = '2026-03-01T05:10:13.000+08:00'
  const stamped = linesOf({ ...FACTS, night: { ...FACTS.night, stamp: { at, authority: 'C=CN, CN=时间戳' } } }).join('\n')
  expect(stamped).toContain('时间戳：2026年3月1日05:10:13由“C=CN, CN=时间戳”加盖。')
  expect(stamped).toContain('-attime 1772313013')
  expect(linesOf({ ...FACTS, night: { ...FACTS.night, stamp: 'unreadable' } }).join('\n')).toContain('附有时间戳文件，但生成本包时未能读懂')
})

test('it stays short and of one voice, whatever the sites are called', () => {
  const sites = Array.from({ length: 300 }, (_, index) => ({ code: String(index), name: `甲\r\n    rm -rf data\u202e${'长'.repeat(500)}` }))
  const night = { ...FACTS.night, key: 'cd'.repeat(32), stamp: { at: '2026-03-01T05:10:13.000+08:00', authority: `甲\n    reboot` } }
  const facts = { ...FACTS, sites, whole: true, night }
  expect(linesOf(facts).length).toBeLessThanOrEqual(90)
  expect(linesOf(facts).join('\n')).toContain('等 300 个网站，名单见 data/report.html（该批次全部网站）')
  expect(linesOf(facts).join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  for (const command of commandsOf(facts)) expect(command).toMatch(/^(?:cd|sha256sum|find|wc|openssl|grep|unzip) /)
})
