import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { UserError } from '../../model/config.ts'
import { instantOf } from '../../model/time.ts'
import { type Census, checkCopy, copyDatabase, putInPlace } from '../../store/copy.ts'
import { openStore } from '../../store/open.ts'
import { toldRoom } from '../../store/trouble.ts'
import { now } from '../clock.ts'
import { type CommonOptions, logOf, nothingThere } from '../context.ts'
import { databaseFile, dataFolder } from '../folders.ts'
import { leaveNothing } from '../leave-nothing.ts'
import { print, printJson, withCommon } from '../options.ts'

interface BackupOptions extends CommonOptions {
  readonly force?: boolean
}

const OWN_ONLY = 0o600
const OWN_FOLDER = 0o700

export function addBackup(program: Command): void {
  withCommon(program.command('backup'))
    .description('copy the evidence database to one file, checked, also while a night is running; the private key is not in it')
    .argument('[file]', 'the backup to write (default: a dated file in the folder backups of the data folder)')
    .option('--force', 'write over an existing file')
    .action(async (file: string | undefined, options: BackupOptions) => {
      const data = dataFolder(options.data)
      const out = file === undefined ? join(data, 'backups', `govsite-${stampOf(now())}.sqlite`) : resolve(file)
      refuseOver(out, data, options)
      // Whatever is wrong with the database is said in its own words, and an old schema is not carried on.
      if (!existsSync(databaseFile(data))) throw nothingThere(data)
      await (await openStore({ file: databaseFile(data), log: logOf(options) })).close()
      const census = await backUp(databaseFile(data), out)
      if (options.json) printJson({ file: out, ...census, keyIncluded: false })
      else
        print(
          `已备份到 ${out}：${census.runs} 个检查批次、${census.seals} 份封存声明，已检查完好。\n封存所用的私钥 ${join(data, 'seal-key.pem')} 不在备份之内，请另行妥善保存。恢复：govsite restore ${out}`,
        )
    })
}

/** Beside its place, checked there, and put into it at the end: a backup that is there is whole, and an old one stays until the new one is. */
async function backUp(from: string, out: string): Promise<Census> {
  const unfinished = `${out}.part`
  const parts = ['', '-journal', '-wal', '-shm'].map((end) => `${unfinished}${end}`)
  const clear = () => parts.forEach((part) => void rmSync(part, { force: true }))
  const watched = leaveNothing('the backup', parts)
  try {
    mkdirSync(dirname(out), { recursive: true, mode: OWN_FOLDER })
    clear()
    closeSync(openSync(unfinished, 'wx', OWN_ONLY))
    const wanted = await copyDatabase(from, unfinished)
    const got = checkCopy(unfinished)
    if (got.runs !== wanted.runs || got.seals !== wanted.seals) throw incomplete(out, wanted, got)
    chmodSync(unfinished, OWN_ONLY)
    putInPlace(unfinished, out)
    return got
  } catch (error) {
    throw unwritable(toldRoom(error, out), out)
  } finally {
    watched()
    clear()
  }
}

function refuseOver(out: string, data: string, { force }: BackupOptions): void {
  const own = [databaseFile(data), join(data, 'lock.sqlite')].includes(out)
  if (!own && (!existsSync(out) || (force && statSync(out).isFile()))) return
  throw new UserError('the backup is not written', [
    {
      file: 'command line',
      at: 'file',
      expected: 'a new file',
      got: own ? `${out}, which belongs to the data folder itself` : `${out}, which is there already`,
      fix: own ? 'choose another name' : 'choose another name, or write over a file with --force',
    },
  ])
}

function incomplete(out: string, wanted: Census, got: Census): Error {
  return new Error(
    `the backup ${out} came out with ${got.runs} runs and ${got.seals} seals, where the database has ${wanted.runs} and ${wanted.seals}; it was not kept`,
  )
}

/** A folder that cannot be written is the user's to mend; anything else as it came. */
function unwritable(error: unknown, out: string): unknown {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  if (typeof code !== 'string' || !/^(?:EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT)$/.test(code)) return error
  return new UserError('the backup is not written', [
    {
      file: 'command line',
      at: 'file',
      expected: 'a file in a folder that this user may write',
      got: `${out} (${code})`,
      fix: 'choose another folder',
    },
  ])
}

/** `20260301-020000`, on Beijing's clock. */
export function stampOf(millis: number): string {
  return instantOf(millis).slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
}
