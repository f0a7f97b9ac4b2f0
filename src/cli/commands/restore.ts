import { chmodSync, chownSync, copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { knownKey } from '../../bundle/seal/key.ts'
import { UserError } from '../../model/config.ts'
import type { Log } from '../../model/log.ts'
import { type Census, checkCopy, readableRuns } from '../../store/copy.ts'
import { lockFolder } from '../../store/lock.ts'
import { openStore } from '../../store/open.ts'
import { replaceDatabase } from '../../store/replace.ts'
import { toldRoom } from '../../store/trouble.ts'
import { now } from '../clock.ts'
import { type CommonOptions, logOf } from '../context.ts'
import { databaseFile, dataFolder, makeFolder } from '../folders.ts'
import { leaveNothing } from '../leave-nothing.ts'
import { print, printJson, withCommon } from '../options.ts'
import { stampOf } from './backup.ts'

const OWN_ONLY = 0o600
const BESIDE = ['-journal', '-wal', '-shm']

interface Restored extends Census {
  readonly file: string
  /** Where the database is that was there before. */
  readonly setAside: string | null
  /** Runs of that one which the backup does not have; null where it cannot be read. */
  readonly lost: readonly string[] | null
  /** Whether the folder has a key that sealed something in the backup. */
  readonly keyKnown: boolean
}

export function addRestore(program: Command): void {
  withCommon(program.command('restore'))
    .description('put a backup in the place of the evidence database, which is kept aside under a dated name; the backup is checked first')
    .argument('<file>', 'a backup, as govsite backup wrote it')
    .action(async (file: string, options: CommonOptions) => {
      const data = dataFolder(options.data)
      const backup = resolve(file)
      refuseNoBackup(backup, databaseFile(data))
      makeFolder(data)
      const lock = lockFolder(data)
      try {
        const restored = await restore(backup, data, logOf(options))
        if (options.json) printJson(restored)
        else print(told(restored).join('\n'))
      } finally {
        lock.release()
      }
    })
}

/** Checked beside its place before anything that is there is touched. */
async function restore(backup: string, data: string, log: Log): Promise<Restored> {
  const file = databaseFile(data)
  const unfinished = `${file}.restoring`
  const parts = ['', ...BESIDE].map((end) => `${unfinished}${end}`)
  const clear = () => parts.forEach((part) => void rmSync(part, { force: true }))
  const watched = leaveNothing('the restoring', parts)
  try {
    clear()
    const { census, runs, keys } = await takeIn(backup, unfinished, log)
    ownAs(unfinished, file, data)
    const before = existsSync(file) ? readableRuns(file) : []
    const setAside = await replaceDatabase(unfinished, file, `${file}.${stampOf(now())}.old`)
    const key = knownKey(data)
    return {
      ...{ file, ...census, setAside },
      lost: before === undefined ? null : before.filter((run) => !runs.includes(run)),
      keyKnown: key !== undefined && keys.has(key.fingerprint),
    }
  } catch (error) {
    throw toldRoom(error, file)
  } finally {
    watched()
    clear()
  }
}

/** A copy of the backup that this version can work with; a UserError when it is none. */
async function takeIn(backup: string, to: string, log: Log): Promise<{ census: Census; runs: string[]; keys: Set<string> }> {
  // With the log of a database that was copied by hand: without it the newest rows would be missing.
  for (const end of ['', '-wal']) if (end === '' || existsSync(`${backup}${end}`)) copyFileSync(`${backup}${end}`, `${to}${end}`)
  chmodSync(to, OWN_ONLY)
  try {
    // Brings an older schema up to date, too.
    const store = await openStore({ file: to, log })
    const keys = new Set<string>()
    let runs: string[]
    try {
      for await (const { key } of store.seals.all()) keys.add(key)
      runs = (await store.runs.list()).map(({ id }) => id)
    } finally {
      await store.close()
    }
    return { census: checkCopy(to), runs, keys }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const why = error.message.replaceAll(to, backup).replace(/\.? Nothing was changed.*$/s, '')
    throw notRestored(backup, why.replace(`The evidence database ${backup} is `, 'one that is '))
  }
}

/** Belongs to whom the database belonged, or the folder: restored by root, the service must be able to write it. */
function ownAs(made: string, file: string, data: string): void {
  const model = statSync(existsSync(file) ? file : data)
  if (process.getuid?.() === 0) chownSync(made, model.uid, model.gid)
  if (model.isFile()) chmodSync(made, model.mode & 0o777)
}

function refuseNoBackup(backup: string, file: string): void {
  if (backup === file) throw notRestored(backup, 'the evidence database itself')
  if (!existsSync(backup)) throw notRestored(backup, 'nothing there')
  if (!statSync(backup).isFile()) throw notRestored(backup, 'a folder')
  if (statSync(backup).size === 0) throw notRestored(backup, 'an empty file')
}

function notRestored(backup: string, got: string): UserError {
  return new UserError('nothing was restored; the evidence database is as it was', [
    { file: backup, expected: 'a backup, as govsite backup wrote it', got, fix: 'name another backup' },
  ])
}

function told({ file, runs, seals, setAside, lost, keyKnown }: Restored): string[] {
  return [
    `已恢复 ${file}：${runs} 个检查批次、${seals} 份封存声明。请运行 govsite verify 核对。`,
    ...(setAside === null ? [] : [`原来的证据库没有删除，保存为 ${setAside}。`]),
    lost === null
      ? '原来的证据库无法读取，不能列出备份之后的批次：备份之后所做的检查都不在恢复的证据库里。'
      : lost.length === 0
        ? '备份之后没有新的检查批次。'
        : `备份之后的 ${lost.length} 个检查批次不在恢复的证据库里：${lost.join('、')}。`,
    ...(keyKnown || seals === 0
      ? []
      : ['数据目录里没有封存这些批次所用的私钥 seal-key.pem：请把它放回数据目录，否则以后的封存将使用另一把密钥。']),
  ]
}
