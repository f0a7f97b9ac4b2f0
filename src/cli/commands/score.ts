import type { Command } from 'commander'
import { UserError } from '../../model/config.ts'
import { type CommonOptions, withContext } from '../context.ts'
import { findRun } from '../find-run.ts'
import { print, printJson, withCommon } from '../options.ts'
import { runSummary, scoresCsv, scoresDocument } from '../run-summary.ts'

const FORMATS = ['table', 'json', 'csv']

interface ScoreOptions extends CommonOptions {
  readonly run: string
  readonly format?: string
}

export function addScore(program: Command): void {
  withCommon(program.command('score'))
    .description('show the scores of a stored run')
    .option('--run <id>', 'the run', 'latest')
    .option('--format <format>', `${FORMATS.join(', ')} (default: table)`)
    .action(async (options: ScoreOptions) => {
      const format = options.format ?? (options.json ? 'json' : 'table')
      if (!FORMATS.includes(format)) {
        throw new UserError('unknown format', [{ file: 'command line', at: '--format', expected: FORMATS.join(', '), got: format }])
      }
      await withContext(options, 'read', async ({ store, data }) => {
        const run = await findRun(options.run, store)
        if (format === 'json') {
          printJson(await scoresDocument(run, store))
        } else print(format === 'csv' ? await scoresCsv(run, store) : await runSummary(run, store, data))
      })
    })
}
