import { Resolver } from 'node:dns/promises'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Province, startProvince } from '../../src/demo/province.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
let dir: string
let province: Province
let resolver: Resolver

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'govsite-demo-'))
  province = await startProvince({ today: '2026-11-24', log, dir })
  const settings = parse(await readFile(join(province.configDir, 'settings.yaml'), 'utf8'))
  resolver = new Resolver({ timeout: 2000, tries: 2 })
  resolver.setServers(settings.resolver.servers)
})

afterAll(async () => {
  await province.close()
  await rm(dir, { recursive: true, force: true })
})

async function get(address: string, url: URL): Promise<{ status: number; type: string; text: string }> {
  return await new Promise((resolve, reject) => {
    const sent = request({ host: address, port: url.port, path: url.pathname, headers: { host: url.host }, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

test('every site of the registry resolves and answers on its own address', async () => {
  const rows = (await readFile(join(province.configDir, 'sites.csv'), 'utf8'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  expect(rows.map(([code]) => code)).toEqual(province.sites.map(({ code }) => code))
  const addresses = await Promise.all(
    rows.map(async ([, , , , home = '']) => {
      const url = new URL(home)
      const [address = ''] = await resolver.resolve4(url.hostname)
      expect([200, 412, 521]).toContain((await get(address, url)).status)
      return address
    }),
  )
  expect(new Set(addresses).size).toBe(process.platform === 'linux' ? addresses.length : 1)
})

test('over IPv6 a site serves, refuses, or has no address, as its plan says', async () => {
  for (const { plan, home } of province.sites) {
    const url = new URL(home)
    if (plan.ipv6 === 'none') {
      await expect(resolver.resolve6(url.hostname)).rejects.toMatchObject({ code: 'ENODATA' })
      continue
    }
    expect(await resolver.resolve6(url.hostname)).toEqual(['::1'])
    if (!province.ipv6) continue
    if (plan.ipv6 === 'refuses') await expect(get('::1', url)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    else expect([200, 412, 521]).toContain((await get('::1', url)).status)
  }
})

test('name servers have AAAA records or lack them, as the plan says; a name that nobody planted does not exist', async () => {
  for (const { plan } of province.sites) {
    const servers = await resolver.resolveNs(plan.host.split('.').slice(-2).join('.'))
    expect(servers).toHaveLength(2)
    const asked = resolver.resolve6(servers[0] ?? '')
    if (plan.nameServers === 'dual') expect(await asked).toEqual(['::1'])
    else await expect(asked).rejects.toMatchObject({ code: 'ENODATA' })
  }
  await expect(resolver.resolve4('www.nowhere.example')).rejects.toMatchObject({ code: 'ENOTFOUND' })
})

test('hosts that real pages link to answer too, and their script leaves a span', async () => {
  const home = province.sites[0]?.home ?? ''
  const [address = ''] = await resolver.resolve4('www.mingchuan.example')
  const page = await get(address, new URL(home))
  const script = /src='(http:\/\/zfwzgl[^']+)'/.exec(page.text)?.[1] ?? ''
  const url = new URL(script)
  const [outside = ''] = await resolver.resolve4(url.hostname)
  const answer = await get(outside, url)
  expect(answer.status).toBe(200)
  expect(answer.text).toContain('_span_jiucuo')
})

test('two provinces stand side by side, and a closed one is gone', async () => {
  const other = await mkdtemp(join(tmpdir(), 'govsite-demo-'))
  const second = await startProvince({ today: '2026-11-24', log, dir: other })
  const url = new URL(second.sites[0]?.home ?? '')
  expect(url.port).not.toBe(new URL(province.sites[0]?.home ?? '').port)
  await second.close()
  await expect(get('127.0.0.11', url)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await rm(other, { recursive: true })
})
