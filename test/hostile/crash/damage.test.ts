import { cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { UserError } from '../../../src/model/config.ts'
import { sha256 } from '../../../src/store/canonical.ts'
import { openStore } from '../../../src/store/open.ts'
import { toldTrouble } from '../../../src/store/trouble.ts'
import { runCli } from '../../cli/cli.ts'
import { SILENT } from '../../store/content.ts'
import { DAMAGE_CASES } from './damage-cases.ts'
import { killedStore } from './killed-store.ts'
import { overwrite } from './overwrite.ts'

let folder: string
let made = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-damage-'))
  await killedStore(join(folder, 'sound'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function copy(): string {
  made += 1
  const data = join(folder, `copy-${made}`)
  cpSync(join(folder, 'sound'), data, { recursive: true })
  return data
}

/** All that is in a folder, by name and hash; SQLite's index of the log is made anew at each opening, and a log may be begun. */
function contentOf(data: string): Record<string, string> {
  const names = readdirSync(data).filter((name) => !name.endsWith('-shm') && !name.startsWith('lock.'))
  const found = names.map((name): [string, string] => {
    const bytes = lstatSync(join(data, name)).isFile() ? readFileSync(join(data, name)) : undefined
    return [name, bytes === undefined ? 'folder' : bytes.length === 0 ? 'empty' : sha256(bytes)]
  })
  return Object.fromEntries(found.filter(([name, is]) => !(name.endsWith('-wal') && is === 'empty')))
}

test('what a kill left behind is opened, with all that was committed', async () => {
  const store = await openStore({ file: join(copy(), 'govsite.sqlite'), log: SILENT })
  const run = (await store.runs.list()).at(-1)
  const [visit] = await store.visits.ofRun(run?.id ?? '')
  expect(await store.visits.entries(visit?.id ?? '')).toHaveLength(12)
  await store.close()
})

test.each(DAMAGE_CASES)('$name: $does', async ({ damage, says }) => {
  const data = copy()
  damage(join(data, 'govsite.sqlite'))
  const before = contentOf(data)
  const error: unknown = await openStore({ file: join(data, 'govsite.sqlite'), log: SILENT }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(UserError)
  expect(error instanceof Error ? error.message : '').toMatch(says)
  expect(contentOf(data)).toEqual(before)
})

/** Every command that opens a database, as far as it needs anything else to get there. */
const COMMANDS: readonly (readonly string[])[] = [
  ['crawl'],
  ['audit', 'http://a.example/'],
  ['score'],
  ['compare', 'latest', 'latest'],
  ['document', 'notice', '--run', 'latest'],
  ['export', '--out', 'bundle.zip'],
  ['verify'],
  ['judge'],
  ['ledger', 'import', 'ledger.csv'],
  ['schedule'],
  ['backup', 'backup.sqlite'],
  ['demo'],
]

test('every command says so at its start, with exit 2 and one sentence, and leaves all as it is', async () => {
  const data = copy()
  const file = join(data, 'govsite.sqlite')
  overwrite(file, 0, Buffer.alloc(100, 0x5a))
  rmSync(`${file}-wal`)
  writeFileSync(join(folder, 'ledger.csv'), '')
  const before = contentOf(data)
  for (const args of COMMANDS) {
    const ran = await runCli([...args, '--data', data], folder)
    expect({ code: ran.code, stdout: ran.stdout }, `${args.join(' ')}\n${ran.stderr}`).toEqual({ code: 2, stdout: '' })
    expect(ran.stderr, args.join(' ')).toMatch(/^govsite: The evidence database \S+ is damaged .*govsite restore BACKUP/m)
    expect(ran.stderr).not.toMatch(/\n\s+at /)
    if (args[0] === 'demo') for (const name of ['config', 'ledger.csv']) rmSync(join(data, name), { recursive: true })
    expect(contentOf(data), args.join(' ')).toEqual(before)
  }
})

test('a page that is found damaged in the middle of the work is said in the same sentence', async () => {
  const data = copy()
  const file = join(data, 'govsite.sqlite')
  const size = statSync(file).size
  const open = await openStore({ file, log: SILENT })
  for (let at = 2048; at < size; at += 1024) overwrite(file, at, Buffer.alloc(1024, 0xa5))
  const error = await open.visits.ofRun((await open.runs.list()).at(0)?.id ?? '').then(
    () => undefined,
    (reason: unknown) => toldTrouble(reason, file),
  )
  await open.close().catch(() => undefined)
  expect(error).toBeInstanceOf(UserError)
  expect(error instanceof Error ? error.message : '').toMatch(/is damaged.*govsite restore/)
})
