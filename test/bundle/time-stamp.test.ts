import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { StampProblem } from '../../src/bundle/stamp-problem.ts'
import { readStamp, type Stamp, stampRequest } from '../../src/bundle/time-stamp.ts'
import { granted, type LocalAuthority, localAuthority, sequence } from './local-authority.ts'

const NIGHT = Buffer.from('{"format":"govsite-night-seal/1","sites":{"6200000001":"00"}}')
const ROOT = createHash('sha256').update(NIGHT).digest('hex')
/** Its first bit is set: written carelessly it would be a negative number. */
const NONCE = 0xfedc_ba98_7654_3210n
const RSA = ['-newkey', 'rsa:2048', '-nodes', '-utf8']
const MAY_ISSUE = ['basicConstraints=critical,CA:true', 'keyUsage=critical,keyCertSign']
const CRITICAL = 'extendedKeyUsage=critical,timeStamping'

let at: LocalAuthority
let good: Buffer
let info: Buffer

beforeAll(() => {
  at = localAuthority()
  at.root('root')
  at.root('foreign')
  at.root('impostor', 'root')
  at.issue('tsa')
  at.issue('rsa', { key: RSA })
  good = at.reply(stampRequest(ROOT, NONCE))
  info = at.content(good)
})

afterAll(() => at.remove())

/** The stamp, or the code of what is wrong. */
async function read(response: Uint8Array, authorities: readonly string[] = [], nonce?: bigint): Promise<Stamp | string> {
  try {
    return await readStamp(response, ROOT, { authorities, ...(nonce === undefined ? {} : { nonce }) })
  } catch (error) {
    if (!(error instanceof StampProblem)) throw error
    expect(error.says).toMatch(/^[\u4e00-\u9fff][^\n]*。$/)
    return error.code
  }
}

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

/** The answer with the last occurrence of some bytes replaced by as many others. */
function patched(response: Buffer, from: string | Buffer, to: string | Buffer, first = false): Buffer {
  const copy = Buffer.from(response)
  const place = first ? copy.indexOf(from) : copy.lastIndexOf(from)
  expect(place).toBeGreaterThan(0)
  copy.set(Buffer.from(to), place)
  return copy
}

const genTime = (bytes: Buffer): string => /\d{14}Z/.exec(bytes.toString('latin1'))?.[0] ?? ''
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

test.each<[string, string, Parameters<LocalAuthority['issue']>[1]]>([
  ['no extended key usage', 'unfit-certificate', { extensions: ['keyUsage=critical,digitalSignature'] }],
  ['an extended key usage that is not critical', 'unfit-certificate', { extensions: ['extendedKeyUsage=timeStamping'] }],
  ['a second purpose', 'unfit-certificate', { extensions: ['extendedKeyUsage=critical,timeStamping,codeSigning'] }],
  ['another purpose', 'unfit-certificate', { extensions: ['extendedKeyUsage=critical,serverAuth'] }],
  ['a key that may do more than sign', 'unfit-certificate', { extensions: [CRITICAL, 'keyUsage=digitalSignature,keyEncipherment'] }],
  ['a validity that had ended', 'expired-certificate', { days: ['20200101000000Z', '20210101000000Z'] }],
  ['a validity that had not begun', 'expired-certificate', { days: ['20900101000000Z', '20910101000000Z'] }],
])('a certificate with %s: %s', async (name, code, over) => {
  const signer = `odd-${name.replace(/\W/g, '')}`
  at.issue(signer, over)
  expect(await read(at.sign(info, signer, '-cades'), [at.pem('root')])).toBe(code)
})

test('the national SM2 is named as what cannot be verified here', async () => {
  const ecdsa = Buffer.from('2a8648ce3d040302', 'hex')
  const sm2 = Buffer.from('2a811ccf55018375', 'hex')
  const failure = await readStamp(patched(good, ecdsa, sm2), ROOT).catch((error) => error)
  expect(failure).toMatchObject({ code: 'unsupported-algorithm' })
  expect(failure.says).toBe('时间戳所用的密码算法本程序不能验证（1.2.156.10197.1.501, key ec）。')
})

test('the validity that counts is that of the moment stamped', async () => {
  at.issue('past', { days: ['20200101000000Z', '20210101000000Z'] })
  const then = patched(info, genTime(info), '20200601000000Z')
  expect(await read(at.sign(then, 'past', '-cades'))).toMatchObject({ at: '2020-06-01T08:00:00.000+08:00' })
  expect(await read(at.sign(then, 'past', '-cades'), [at.pem('root')])).toMatchObject({ trust: 'untrusted' })
})

test('another certificate with the same key cannot take the place of the one that the signature names', async () => {
  at.issue('one', { extensions: [CRITICAL, 'subjectKeyIdentifier=hash'] })
  at.openssl('x509', '-in', 'one.pem', '-out', 'named.pem')
  at.issue('one', { extensions: [CRITICAL, 'subjectKeyIdentifier=hash'], key: ['-key', 'one.key', '-utf8'] })
  const named = ['-cades', '-keyid', '-nocerts', '-certfile']
  writeFileSync(at.file('named.key'), at.openssl('pkey', '-in', 'one.key'))
  expect(await read(at.sign(info, 'named', ...named, 'named.pem'))).toMatchObject({ trust: 'unchecked' })
  expect(await read(at.sign(info, 'named', ...named, 'one.pem'))).toBe('other-certificate')
})

test.each<[string, Parameters<LocalAuthority['issue']>[1], string]>([
  ['an authority in between that came along', { extensions: [...MAY_ISSUE] }, 'trusted'],
  ['one that allows none below it', { extensions: ['basicConstraints=critical,CA:true,pathlen:0'] }, 'trusted'],
  ['one that is none', { extensions: ['basicConstraints=critical,CA:false'] }, 'untrusted'],
  ['one that may not sign certificates', { extensions: ['basicConstraints=critical,CA:true', 'keyUsage=critical,cRLSign'] }, 'untrusted'],
  ['one that had ended', { extensions: MAY_ISSUE, days: ['20200101000000Z', '20210101000000Z'] }, 'untrusted'],
  ['one bound to names', { extensions: [...MAY_ISSUE, 'nameConstraints=critical,permitted;DNS:example.cn'] }, 'untrusted'],
  ['one of a foreign root', { extensions: MAY_ISSUE, issuer: 'foreign' }, 'untrusted'],
])('a chain over %s', async (name, over, trust) => {
  const between = `between-${name.replace(/\W/g, '')}`
  at.issue(between, over)
  at.issue(`${between}-tsa`, { issuer: between })
  expect(await read(at.sign(info, `${between}-tsa`, '-cades', '-certfile', `${between}.pem`), [at.pem('root')])).toMatchObject({ trust })
  expect(await read(at.sign(info, `${between}-tsa`, '-cades'), [at.pem('root')])).toMatchObject({ trust: 'untrusted' })
})

test('an authority of the same name with another key vouches for nobody', async () => {
  at.issue('plain', { extensions: [CRITICAL, 'authorityKeyIdentifier=none'] })
  const answer = at.sign(info, 'plain', '-cades')
  expect(await read(answer, [at.pem('root')])).toMatchObject({ trust: 'trusted' })
  expect(await read(answer, [at.pem('impostor')])).toMatchObject({ trust: 'untrusted' })
})

test('a chain longer than its authorities allow, and a ring of authorities, end untrusted', async () => {
  at.issue('upper', { extensions: ['basicConstraints=critical,CA:true,pathlen:0'] })
  at.issue('lower', { extensions: MAY_ISSUE, issuer: 'upper' })
  at.issue('low', { issuer: 'lower' })
  writeFileSync(at.file('both.pem'), at.pem('upper') + at.pem('lower'))
  expect(await read(at.sign(info, 'low', '-cades', '-certfile', 'both.pem'), [at.pem('root')])).toMatchObject({ trust: 'untrusted' })
  at.issue('upper', { extensions: MAY_ISSUE, issuer: 'lower', key: ['-key', 'upper.key', '-utf8'] })
  writeFileSync(at.file('ring.pem'), at.pem('upper') + at.pem('lower'))
  expect(await read(at.sign(info, 'low', '-cades', '-certfile', 'ring.pem'), [at.pem('root')])).toMatchObject({ trust: 'untrusted' })
})

test('whatever byte of an answer is changed (every second one tried), it is noticed, or it is one that says nothing', async () => {
  const original = await read(good, [at.pem('root')])
  const codes = new Set<string>()
  for (let place = 0; place < good.length; place += 2) {
    const copy = Buffer.from(good)
    copy[place] = (copy[place] ?? 0) ^ 0x02
    const result = await read(copy, [at.pem('root')])
    if (typeof result === 'string') codes.add(result)
    else expect({ place, ...result }).toEqual({ place, ...Object(original) })
  }
  for (const code of ['malformed', 'refused', 'other-hash', 'altered', 'broken-signature', 'other-certificate', 'no-certificate'])
    expect(codes).toContain(code)
})

test('hostile bytes are refused as such, quickly', async () => {
  const cut = fc.nat(good.length - 1).map((length) => good.subarray(0, length))
  const spliced = fc
    .tuple(fc.nat(good.length), fc.nat(40), fc.uint8Array({ maxLength: 40 }))
    .map(([place, gone, put]) => Buffer.concat([good.subarray(0, place), put, good.subarray(place + gone)]))
  const lengths = fc
    .tuple(fc.nat(good.length - 8), fc.constantFrom('84ffffffff', '847fffffff', '80', '8800ffffffffffff', '83ffffff'))
    .map(([place, size]) => patchedAt(place, size))
  const random = fc.uint8Array({ maxLength: 600 })
  const framed = random.map((bytes) => granted(sequence(bytes)))
  await fc.assert(
    fc.asyncProperty(fc.oneof(cut, spliced, lengths, random, framed), async (bytes) => {
      const result = await read(bytes, [at.pem('root')])
      expect(typeof result === 'string' || result.trust === 'trusted').toBe(true)
    }),
    { numRuns: 1000 },
  )
})

function patchedAt(place: number, size: string): Buffer {
  const copy = Buffer.from(good)
  copy.set(Buffer.from(size, 'hex'), place)
  return copy
}

/** So many values, each around the next. */
function nested(tag: number, depth: number): Buffer {
  let inner: Buffer = Buffer.from([5, 0])
  for (let level = 0; level < depth; level += 1) {
    inner = sequence(inner)
    inner[0] = tag
  }
  return inner
}

test.each<[string, () => Buffer]>([
  ['sequences in sequences', () => nested(0x30, 5000)],
  ['sets in sets without a length', () => Buffer.from('3180'.repeat(100_000), 'hex')],
  ['octet strings in octet strings', () => nested(0x04, 5000)],
  ['a hundred thousand small values', () => sequence(Buffer.alloc(240_000, Buffer.from([5, 0])))],
  ['a token of nested values', () => granted(nested(0x30, 5000))],
  ['a token of many small values', () => granted(sequence(Buffer.alloc(200_000, Buffer.from([2, 1, 1]))))],
  ['a number of 200 kB as status', () => sequence(sequence(Buffer.concat([Buffer.from([2, 0x83, 3, 0, 0]), Buffer.alloc(196_608, 255)])))],
  ['half a megabyte', () => Buffer.alloc(524_288, 0x30)],
])('%s end at once', async (_, make) => {
  const bytes = make()
  const began = process.cpuUsage()
  const held = process.memoryUsage.rss()
  expect(await read(bytes, [at.pem('root')])).toMatch(/^(?:malformed|too-large)$/)
  expect(process.cpuUsage(began).user).toBeLessThan(3_000_000)
  expect(process.memoryUsage.rss() - held).toBeLessThan(200_000_000)
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
