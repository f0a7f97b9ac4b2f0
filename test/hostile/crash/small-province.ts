import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse, stringify } from 'yaml'

/** A city with dead links on both levels, and one behind a protection page: everything that a night does, in two seconds. */
const SITES = ['9902000001', '9906000001']
const HOST = resolve('test/hostile/crash/province-host.ts')

export interface SmallProvince {
  readonly config: string
  readonly ledger: string
  close(): Promise<void>
}

/** Two sites of the demo province, served by a process of their own; no browser, and second looks that come soon. */
export async function serveSmallProvince(dir: string): Promise<SmallProvince> {
  const child = spawn(process.execPath, [HOST, dir], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  const served = await Promise.race([once(child.stdout, 'data').then(() => true), ended.then(() => false)])
  if (!served) throw new Error('the province could not be served')
  const config = join(dir, 'config')
  const sites = join(config, 'sites.csv')
  const [head = '', ...rows] = readFileSync(sites, 'utf8').trim().split('\n')
  writeFileSync(sites, `${[head, ...rows.filter((row) => SITES.some((code) => row.startsWith(code)))].join('\n')}\n`)
  const settings = join(config, 'settings.yaml')
  const told = parse(readFileSync(settings, 'utf8'))
  told.limits.secondLookSeconds = 0.2
  told.render.enabled = false
  told.vantage.canaries = []
  writeFileSync(settings, stringify(told))
  return {
    config,
    ledger: join(dir, 'ledger.csv'),
    async close() {
      child.stdin.end()
      await ended
    },
  }
}
