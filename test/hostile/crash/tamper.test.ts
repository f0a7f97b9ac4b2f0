import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKey } from '../../../src/bundle/seal/key.ts'
import { openStore } from '../../../src/store/open.ts'
import { sealedNights } from '../../bundle/sealed-store.ts'
import { runCli } from '../../cli/cli.ts'
import { SILENT } from '../../store/content.ts'
import { differencesOf, lookInto, runUntil } from './killed-night.ts'
import { TAMPER_CASES } from './tamper-cases.ts'

let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-tamper-'))
  const store = await openStore({ file: join(folder, 'data', 'govsite.sqlite'), log: SILENT })
  await sealedNights(store, join(folder, 'data'), 2)
  await store.close()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function foundAfter(change: string, name: string): Promise<string[]> {
  const file = join(folder, `${name}.sqlite`)
  copyFileSync(join(folder, 'data', 'govsite.sqlite'), file)
  const handle = new Database(file)
  handle.pragma('foreign_keys = OFF')
  handle.exec(change)
  handle.close()
  const store = await openStore({ file, log: SILENT })
  const found = await differencesOf(store, [openKey(join(folder, 'data')).fingerprint])
  await store.close()
  return found
}

test('statistics that SQLite keeps are nothing that was planted', async () => {
  expect(await foundAfter('analyze', 'analyzed')).toEqual([])
})

test.each(TAMPER_CASES)('$name: $does', async ({ name, change, names }) => {
  expect((await foundAfter(change, name)).join('\n')).toMatch(names)
})

test('runs that are called imported do not hide who sealed them', async () => {
  const data = join(folder, 'imported')
  cpSync(join(folder, 'data'), data, { recursive: true })
  rmSync(join(data, 'seal-key.pem'))
  const own = openKey(data).fingerprint
  const handle = new Database(join(data, 'govsite.sqlite'))
  handle.exec('insert into imported (run, contexts) select number, (select max(tickets) from seal) from run')
  const { fingerprint } = handle.prepare<[], { fingerprint: string }>('select fingerprint from seal_key').get() ?? { fingerprint: '' }
  handle.close()
  const verified = await runCli(['verify', '--json', '--data', data], folder)
  expect(verified.stdout, verified.stderr).not.toBe('')
  const told = JSON.parse(verified.stdout)
  expect(told.foreignKeys).toEqual([fingerprint])
  const named = JSON.parse((await runCli(['verify', '--json', '--key', own, '--data', data], folder)).stdout)
  expect(named.differences.map(({ path }: { path: string }) => path)).toContain(`seal_key ${fingerprint}`)
})

test('a ledger import that is killed at any statement is there with its seal, or not at all', async () => {
  const rows = '编号,网站标识码,提交时间,办结时间,办理状态\n1,6200000001,2026-01-05,2026-01-06,已办结\n'
  mkdirSync(join(folder, 'config'))
  writeFileSync(join(folder, 'config', 'sites.csv'), 'code,name,kind,owner,home\n6200000001,示例,city,示例市,http://www.example.gov.cn/\n')
  writeFileSync(join(folder, 'ledger.csv'), rows)
  const keys = [openKey(join(folder, 'data')).fingerprint]
  for (const after of ['^insert into "ticket_import"', '^insert into "ticket" ', '^insert into "seal"', '^commit']) {
    const data = join(folder, `ledger-${after.length}`)
    cpSync(join(folder, 'data'), data, { recursive: true })
    const args = ['ledger', 'import', join(folder, 'ledger.csv'), '--config', join(folder, 'config'), '--data', data]
    const { code, stderr } = await runUntil(args, { after, count: 1, by: 'itself', ms: 0 })
    expect(code, stderr).toBe(null)
    expect(await lookInto(data, (store) => differencesOf(store, keys)), after).toEqual([])
  }
})
