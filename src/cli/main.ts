import { Command, CommanderError } from 'commander'
import { UserError } from '../model/config.ts'
import { DiskError } from '../model/disk.ts'
import { toldRoom } from '../store/trouble.ts'
import { addAudit } from './commands/audit.ts'
import { addBackup } from './commands/backup.ts'
import { addChecks } from './commands/checks.ts'
import { addCompare } from './commands/compare.ts'
import { addCrawl } from './commands/crawl.ts'
import { addDemo } from './commands/demo.ts'
import { addDoctor } from './commands/doctor.ts'
import { addDocument } from './commands/document.ts'
import { addExport } from './commands/export.ts'
import { addImport } from './commands/import.ts'
import { addInspect } from './commands/inspect.ts'
import { addJudge } from './commands/judge.ts'
import { addLedger } from './commands/ledger.ts'
import { addRestore } from './commands/restore.ts'
import { addSchedule } from './commands/schedule.ts'
import { addScore } from './commands/score.ts'
import { addSites } from './commands/sites.ts'
import { addVerify } from './commands/verify.ts'
import { plainText } from './plain-text.ts'
import { Stopped } from './stop-signal.ts'
import { tellUserError } from './user-error.ts'
import { VERSION } from './version.ts'

const USAGE_EXIT = 2
const DISK_EXIT = 4
const STOPPED_EXIT = 130

/** Runs one command line; sets the exit code and never throws for a user's mistake. A bug of ours is thrown on, loudly. */
export async function main(args: readonly string[]): Promise<void> {
  outliveReaders()
  const program = new Command('govsite')
    .description('Watches government websites: collects evidence once, judges it many times, blames nobody without evidence.')
    .version(VERSION)
    .showHelpAfterError('(govsite --help lists the commands)')
    .showSuggestionAfterError()
    .exitOverride()
  const commands = [
    addCrawl,
    addAudit,
    addJudge,
    addScore,
    addCompare,
    addInspect,
    addSites,
    addLedger,
    addChecks,
    addDoctor,
    addDocument,
    addExport,
    addImport,
    addVerify,
    addBackup,
    addRestore,
    addSchedule,
    addDemo,
  ]
  for (const add of commands) add(program)
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    tell(error instanceof CommanderError ? error : toldRoom(error, 'what was to be written'))
  }
}

/** `govsite score | head` stops reading when it has enough, and a night's terminal may be closed: neither is a reason to end what is being done. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
    })
  }
}

function tell(error: unknown): void {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : USAGE_EXIT
  else if (error instanceof UserError) {
    tellUserError(error, process.stderr)
    process.exitCode = USAGE_EXIT
  } else if (error instanceof DiskError || error instanceof Stopped) {
    process.stderr.write(`govsite: ${plainText(error.message)}\n`)
    process.exitCode = error instanceof Stopped ? STOPPED_EXIT : DISK_EXIT
  } else throw error
}
