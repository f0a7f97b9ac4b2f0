import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { UserError } from '../../src/model/config.ts'
import { readAuthorityFiles } from '../../src/registry/authorities.ts'

const PEM = readFileSync('test/crawl/net/certificates/authority.pem', 'utf8')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-authorities-'))
  mkdirSync(join(folder, 'tsa'))
  writeFileSync(join(folder, 'tsa/root.pem'), PEM)
  writeFileSync(join(folder, 'both.pem'), PEM + PEM)
  writeFileSync(join(folder, 'root.der'), Buffer.from([0x30, 0x82, 1, 2]))
  writeFileSync(join(folder, 'broken.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
  writeFileSync(join(folder, 'key.pem'), `-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n${PEM}`)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('paths are relative to the folder, or absolute', async () => {
  expect(await readAuthorityFiles(folder, ['tsa/root.pem', join(folder, 'both.pem')])).toEqual([PEM, PEM + PEM])
  expect(await readAuthorityFiles(folder, [])).toEqual([])
})

test('everything that is wrong is told at once, with the place in the settings', async () => {
  const failure = await readAuthorityFiles(folder, ['none.pem', 'root.der', 'tsa/root.pem', 'broken.pem', 'key.pem', 'tsa']).catch(
    (error) => error,
  )
  expect(failure).toBeInstanceOf(UserError)
  expect(failure.problems.map(({ file, at, got }: Record<string, string>) => [file?.slice(folder.length + 1), at, got])).toEqual([
    ['none.pem', 'seal.timeAuthorityCertificates[0]', 'nothing there'],
    ['root.der', 'seal.timeAuthorityCertificates[1]', 'no such certificate'],
    ['broken.pem', 'seal.timeAuthorityCertificates[3]', expect.stringMatching(/^a broken one/)],
    ['key.pem', 'seal.timeAuthorityCertificates[4]', 'a file with a private key'],
    ['tsa', 'seal.timeAuthorityCertificates[5]', 'a folder'],
  ])
})
