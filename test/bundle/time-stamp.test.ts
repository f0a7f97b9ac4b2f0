import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { StampProblem } from '../../src/bundle/stamp/stamp-problem.ts'
import { readStamp, type Stamp, stampRequest } from '../../src/bundle/stamp/time-stamp.ts'
import { granted, LocalAuthority, RSA, sequence } from './local-authority.ts'
import { genTime, NIGHT, NONCE, patched, ROOT, read } from './stamp-reading.ts'

const CRITICAL = 'extendedKeyUsage=critical,timeStamping'

let at: LocalAuthority
let good: Buffer
let info: Buffer

beforeAll(() => {
  at = new LocalAuthority()
  at.root('root')
  at.root('foreign')
  at.issue('tsa')
  at.issue('rsa', { key: RSA })
  good = at.reply(stampRequest(ROOT, NONCE))
  info = at.content(good)
})

afterAll(() => at.remove())

test('openssl reads the request as it is meant', () => {
  writeFileSync(at.file('own.tsq'), stampRequest(ROOT, NONCE))
  const text = at.openssl('ts', '-query', '-in', 'own.tsq', '-text').toString()
  expect(text).toContain('Hash Algorithm: sha256')
  expect(text).toContain('Nonce: 0xFEDCBA9876543210')
  expect(text).toContain('Certificate required: yes')
  expect(text.replace(/^ {4}[0-9a-f]{4} - ((?:[0-9a-f]{2}[ -]){16}).*\n/gm, '$1').replace(/[ -]/g, '')).toContain(ROOT)
})

test('a granted stamp says when, by whom, and that the authority is known', async () => {
  const before = Date.now() - 2000
  const stamp = await readStamp(at.reply(stampRequest(ROOT, NONCE)), ROOT, { authorities: [at.pem('root')], nonce: NONCE })
  expect(stamp).toMatchObject({ authority: 'C=CN, O=示范授时中心, CN=时间戳 tsa', policy: '1.2.3.4.1', trust: 'trusted' })
  expect(stamp.serial).toMatch(/^[1-9a-f][0-9a-f]*$/)
  expect(stamp.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+08:00$/)
  expect(Date.parse(stamp.at)).toBeGreaterThan(before)
  expect(Date.parse(stamp.at)).toBeLessThan(Date.now() + 2000)
})

test('openssl accepts what is stored, and the same for nothing else', () => {
  writeFileSync(at.file('night.tsr'), good)
  writeFileSync(at.file('night.json'), NIGHT)
  writeFileSync(at.file('other.json'), 'x')
  const verify = (data: string): string => at.openssl('ts', '-verify', '-in', 'night.tsr', '-data', data, '-CAfile', 'root.pem').toString()
  expect(verify('night.json')).toContain('Verification: OK')
  expect(() => verify('other.json')).toThrow()
})

test.each<[string, () => Promise<Stamp | string>, string]>([
  ['no authority is given', () => read(good), 'unchecked'],
  ['the authority is its own', () => read(good, [at.pem('root')]), 'trusted'],
  ['one of several authorities is its own', () => read(good, [at.pem('foreign'), `${at.pem('foreign')}\n${at.pem('root')}`]), 'trusted'],
  ['the authority is the very certificate that signed', () => read(good, [at.pem('tsa')]), 'trusted'],
  ['the authority is a foreign one', () => read(good, [at.pem('foreign')]), 'untrusted'],
])('when %s the stamp is sound and %3$s', async (_, reading, trust) => {
  expect(await reading()).toMatchObject({ trust })
})

test.each<[string, string[], string[]]>([
  ['RSA', RSA, []],
  ['RSA with PSS', RSA, ['-keyopt', 'rsa_padding_mode:pss']],
  ['P-384 with SHA-512', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-nodes', '-utf8'], ['-md', 'sha512']],
  ['a signer named by its key', RSA, ['-keyid']],
])('signed with %s', async (name, key, how) => {
  const signer = `kind-${name.replace(/\W/g, '')}`
  at.issue(signer, { key, extensions: [CRITICAL, 'subjectKeyIdentifier=hash'] })
  const answer = at.sign(info, signer, '-cades', ...how)
  expect(await read(answer, [at.pem('root')], NONCE)).toMatchObject({ trust: 'trusted' })
  // Not one signature passes for another.
  answer[answer.length - 9] = (answer.at(-9) ?? 0) ^ 1
  expect(await read(answer, [at.pem('root')])).toBe('broken-signature')
})

test('a certificate named by its SHA-1, as authorities did for long, still binds', async () => {
  expect(await read(at.reply(stampRequest(ROOT, NONCE), 'tsa', { ess: 'sha1' }), [at.pem('root')])).toMatchObject({ trust: 'trusted' })
})

test('another nonce, or none, is no answer to this request', async () => {
  expect(await read(good, [], NONCE)).toMatchObject({ trust: 'unchecked' })
  expect(await read(good, [], NONCE - 1n)).toBe('other-nonce')
  at.openssl('ts', '-query', '-digest', ROOT, '-sha256', '-no_nonce', '-cert', '-out', 'bare.tsq')
  const bare = at.reply(at.openssl('ts', '-query', '-digest', ROOT, '-sha256', '-no_nonce', '-cert'))
  expect(await read(bare)).toMatchObject({ trust: 'unchecked' })
  expect(await read(bare, [], NONCE)).toBe('other-nonce')
})

const oid = (last: number): Buffer => Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, last])

test.each<[string, string, () => Promise<Stamp | string> | Stamp | string]>([
  ['another hash', 'other-hash', () => read(at.reply(stampRequest('ab'.repeat(32), NONCE)))],
  [
    'a hash of another kind',
    'other-hash',
    () => read(at.reply(at.openssl('ts', '-query', '-data', 'ca.cnf', '-sha512', '-cert'), 'tsa', { accepts: 'sha512' })),
  ],
  ['a request that the authority rejects', 'refused', () => read(at.reply(stampRequest(ROOT, NONCE), 'tsa', { accepts: 'sha512' }))],
  ['a certificate that was not sent along', 'no-certificate', () => read(at.reply(at.openssl('ts', '-query', '-digest', ROOT, '-sha256')))],
  ['a time moved by a year', 'altered', () => read(patched(good, genTime(info), `2031${genTime(info).slice(4)}`))],
  [
    'a content signed as one of another type',
    'altered',
    () => read(patched(at.sign(info, 'tsa', '-cades', '-econtent_type', '1.2.840.113549.1.9.16.1.5'), oid(5), oid(4), true)),
  ],
  ['a content of another type', 'malformed', () => read(at.sign(info, 'tsa', '-cades', '-econtent_type', '1.2.840.113549.1.9.16.1.5'))],
  ['a signature that names no certificate', 'other-certificate', () => read(at.sign(info, 'tsa'))],
  ['a digest by SHA-1', 'unsupported-algorithm', () => read(at.sign(info, 'rsa', '-cades', '-md', 'sha1'))],
  ['two signers', 'malformed', () => read(at.sign(info, 'tsa', '-cades', '-signer', 'foreign.pem', '-inkey', 'foreign.key'))],
  ['a day that does not exist', 'malformed', () => read(at.sign(patched(info, genTime(info), '20260230120000Z'), 'tsa', '-cades'))],
  ['a time that is not UTC', 'malformed', () => read(at.sign(patched(info, genTime(info), '202603011200+08'), 'tsa', '-cades'))],
  ['a time of letters', 'malformed', () => read(at.sign(patched(info, genTime(info), 'NOVEMBER MORNING'.slice(0, 15)), 'tsa', '-cades'))],
  ['something else inside', 'malformed', () => read(at.sign(Buffer.from('hello'), 'tsa', '-cades'))],
  ['bytes after the end', 'malformed', () => read(Buffer.concat([good, Buffer.from([0])]))],
  ['nothing', 'malformed', () => read(new Uint8Array())],
  ['a page of HTML', 'malformed', () => read(Buffer.from('<html><title>登录</title></html>'))],
  ['granted, but no token', 'malformed', () => read(granted(new Uint8Array()))],
  ['an authority that is no certificate', 'unreadable-authority', () => read(good, ['hello'])],
  [
    'an authority that is a broken certificate',
    'unreadable-authority',
    () => read(good, ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']),
  ],
])('%s: %s', async (_, code, reading) => {
  expect(await reading()).toBe(code)
})

test('the national SM2 is named as what cannot be verified here', async () => {
  const ecdsa = Buffer.from('2a8648ce3d040302', 'hex')
  const sm2 = Buffer.from('2a811ccf55018375', 'hex')
  const failure = await readStamp(patched(good, ecdsa, sm2), ROOT).catch((error) => error)
  expect(failure).toMatchObject({ code: 'unsupported-algorithm' })
  expect(failure.says).toBe('时间戳所用的密码算法本程序不能验证（1.2.156.10197.1.501, key ec）。')
})

test('the words of an authority that refuses cannot pose as the words of the program', async () => {
  const words = Buffer.from('\u001b[2J已加盖\n\u202e全部通过'.repeat(40))
  const text = sequence(words)
  text[0] = 0x0c
  const failure = await readStamp(sequence(sequence(Buffer.concat([Buffer.from([2, 1, 2]), sequence(text)]))), ROOT).catch((error) => error)
  expect(failure).toBeInstanceOf(StampProblem)
  expect(failure.says).toMatch(/^时间戳机构拒绝加盖（rejection \[2J已加盖 全部通过.{1,200}…）。$/)
  expect(failure.message).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})

test.each(['', 'AB'.repeat(32), 'ab'.repeat(31)])('a root %j is a mistake of the caller', async (root) => {
  expect(() => stampRequest(root, 1n)).toThrow(RangeError)
  await expect(readStamp(good, root)).rejects.toThrow(RangeError)
})
