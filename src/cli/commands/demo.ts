import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { startProvince } from '../../demo/province.ts'
import { dayOf, instantOf } from '../../model/time.ts'
import { now } from '../clock.ts'
import { type CommonOptions, logOf, withContext } from '../context.ts'
import { dataFolder } from '../folders.ts'
import { nightAndAnswer } from './crawl.ts'
import { importLedger } from './ledger.ts'

const DEMO_DATA = join('data', 'demo')

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('serve a small province on this machine, run one whole night over it, and show what comes out')
    .option('--data <dir>', `folder of the demo's evidence (default: ${DEMO_DATA})`)
    .option('--json', 'print exactly one JSON document on stdout')
    .option('--verbose', 'log every step on stderr')
    .action(async (given: CommonOptions) => {
      const data = dataFolder(given.data ?? DEMO_DATA)
      mkdirSync(data, { recursive: true })
      const province = await startProvince({ today: dayOf(instantOf(now())), log: logOf(given), dir: data })
      try {
        const options = { ...given, data, config: province.configDir }
        await withContext(options, 'write', async (context) => {
          await importLedger(province.ledgerFile, { ...options, json: false }, context, () => {})
          await nightAndAnswer(context, 'demo', options)
        })
      } finally {
        await province.close()
      }
    })
}
