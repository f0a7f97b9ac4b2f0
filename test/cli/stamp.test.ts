import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Province, startProvince } from '../../src/demo/province.ts'
import { dayOf, instantOf } from '../../src/model/time.ts'
import { LocalAuthority } from '../bundle/local-authority.ts'
import { partsOf, textOf } from '../report/documents/docx.ts'
import { runCli } from './cli.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
let cwd: string
let province: Province
let authority: LocalAuthority
let server: Server
let isDown = false

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'govsite-stamp-test-'))
  authority = new LocalAuthority()
  authority.root('root')
  authority.issue('tsa')
  server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (isDown) response.writeHead(503).end()
    else response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(authority.reply(Buffer.concat(chunks)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  province = await startProvince({ today: dayOf(instantOf(Date.now())), log: silent, dir: cwd, firstPort: 0 })
  const { port } = server.address() as AddressInfo
  writeFileSync(join(province.configDir, 'root.pem'), authority.pem('root'))
  appendFileSync(
    join(province.configDir, 'settings.yaml'),
    `\nseal:\n  timeAuthority: http://127.0.0.1:${port}/\n  timeAuthorityCertificates: [root.pem]\n  timeoutSeconds: 20\n`,
  )
})

afterAll(async () => {
  await province.close()
  server.closeAllConnections()
  server.close()
  authority.remove()
  rmSync(cwd, { recursive: true, force: true })
})

/** A night over one site, and the bundle of it; what verifying it says. */
async function night(data: string): Promise<{ stamp: { at: string; trust: string } | null; equal: boolean }> {
  const common = ['--config', province.configDir, '--data', data]
  const crawl = await runCli(['crawl', '--only', '9900000018', ...common], cwd)
  expect(crawl.code, crawl.stderr).toBe(0)
  const exported = await runCli(['export', '--out', `${data}.zip`, ...common], cwd)
  expect(exported.code, exported.stderr).toBe(0)
  const { stdout } = await runCli(['verify', `${data}.zip`, '--json', ...common], cwd)
  return JSON.parse(stdout)
}

test('a night is stamped by the service that is configured: openssl accepts the stamp out of the bundle, and the notice tells it', async () => {
  const { equal, stamp } = await night('stamped')
  expect({ equal, trust: stamp?.trust }).toEqual({ equal: true, trust: 'trusted' })
  execFileSync('unzip', ['-q', 'stamped.zip', '-d', 'opened'], { cwd })
  const [root = ''] = readdirSync(join(cwd, 'opened'))
  const seals = join(cwd, 'opened', root, 'data', 'seals')
  const ca = join(province.configDir, 'root.pem')
  const said = execFileSync('openssl', ['ts', '-verify', '-data', 'night.json', '-in', 'night.tsr', '-CAfile', ca], {
    cwd: seals,
    encoding: 'utf8',
  })
  expect(said).toContain('Verification: OK')
  const database = await runCli(['verify', '--data', 'stamped'], cwd)
  expect(database.code, database.stdout).toBe(0)
  const notice = await runCli(['document', 'notice', '--data', 'stamped', '--out', 'notice.docx'], cwd)
  expect(notice.code, notice.stderr).toBe(0)
  expect(textOf(await partsOf(readFileSync(join(cwd, 'notice.docx'))))).toMatch(/（SHA-256前12位），\d{4}-\d\d-\d\d \d\d:\d\d加盖时间戳。/)
})

test('a service that does not answer stops no night: the bundle says that it is not time-stamped', async () => {
  isDown = true
  expect(await night('unstamped')).toMatchObject({ equal: true, stamp: null })
  const readme = execFileSync('unzip', ['-p', 'unstamped.zip', '*/README.txt'], { cwd, encoding: 'utf8' })
  expect(readme).toContain('未加盖时间戳')
})
