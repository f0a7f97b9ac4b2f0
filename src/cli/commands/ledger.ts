import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { sealLedger } from '../../bundle/seal/sealer.ts'
import { UserError } from '../../model/config.ts'
import { instantOf } from '../../model/time.ts'
import { readLedger } from '../../registry/ledger.ts'
import { now } from '../clock.ts'
import { type CommonOptions, type Context, withContext } from '../context.ts'
import { print, printJson, withCommon } from '../options.ts'
import { plainText } from '../plain-text.ts'
import { createSealer } from '../seal-run.ts'
import { describe } from '../user-error.ts'

interface LedgerOptions extends CommonOptions {
  readonly skipBad?: boolean
}

export function addLedger(program: Command): void {
  const ledger = program.command('ledger').description('the export of 我为政府网站找错')
  withCommon(ledger.command('import'))
    .description('import an export (CSV or XLSX); nothing is imported unless every row is sound')
    .argument('<file>', 'the exported file')
    .option('--skip-bad', 'leave out the rows that are not sound, and import the rest')
    .action(async (file: string, options: LedgerOptions) => {
      await withContext(options, 'write', (context) => importLedger(file, options, context))
    })
}

/** Imports a ledger into the store; throws a UserError with every bad row unless they may be skipped. */
export async function importLedger(
  file: string,
  options: LedgerOptions,
  { config, store, data }: Pick<Context, 'config' | 'store' | 'data'>,
  say = print,
): Promise<void> {
  const { rows, problems } = await readLedger(file, config.settings, config.sites)
  if (problems.length > 0 && !options.skipBad) {
    throw new UserError(
      `${file}: ${problems.length} problem(s); nothing was imported (mend them, or leave those rows out with --skip-bad)`,
      problems,
    )
  }
  if (rows.length === 0) throw new UserError(`${file}: no sound row to import; nothing was changed`, problems)
  const at = instantOf(now())
  const sealer = createSealer(store, data)
  const bytes = readFileSync(file)
  // At once: rows without their seal would look as if somebody had changed the ledger.
  const result = await store.atomically(async (inside) => {
    const imported = await inside.tickets.import(rows, { file, bytes, at })
    await sealLedger({ ...sealer, store: inside }, at)
    return imported
  })
  if (options.json) printJson({ file, rows: rows.length, ...result, skipped: problems })
  else {
    for (const problem of problems) process.stderr.write(`skipped: ${plainText(describe(problem))}\n`)
    say(`已导入 ${rows.length} 条留言：新增 ${result.added} 条，更新 ${result.updated} 条，跳过 ${problems.length} 处问题。`)
  }
}
