import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stampRequest } from '../../src/bundle/stamp/time-stamp.ts'
import { type Issuing, LocalAuthority } from './local-authority.ts'
import { genTime, NONCE, patched, ROOT, read } from './stamp-reading.ts'

const MAY_ISSUE = ['basicConstraints=critical,CA:true', 'keyUsage=critical,keyCertSign']
const CRITICAL = 'extendedKeyUsage=critical,timeStamping'

let at: LocalAuthority
let info: Buffer

beforeAll(() => {
  at = new LocalAuthority()
  at.root('root')
  at.root('foreign')
  at.root('impostor', 'root')
  at.issue('tsa')
  info = at.content(at.reply(stampRequest(ROOT, NONCE)))
})

afterAll(() => at.remove())

test.each<[string, string, Issuing]>([
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

test.each<[string, Issuing, string]>([
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
