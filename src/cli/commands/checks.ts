import type { Command } from 'commander'
import { loadChecks } from '../../audit/catalogue.ts'
import { print, printJson } from '../options.ts'

const CONFIDENCE = { 'seen': '见于原文', 'partly-seen': '见于部分原文', 'believed': '推定，待核实' } as const

export function addChecks(program: Command): void {
  program
    .command('checks')
    .description('list every check with the rule that it rests on')
    .option('--json', 'print exactly one JSON document on stdout')
    .action(async (options: { json?: boolean }) => {
      const checks = await loadChecks()
      if (options.json)
        return printJson(checks.map(({ id, title, basis, needs, options: defaults }) => ({ id, title, basis, needs, options: defaults })))
      for (const { id, title, basis, options: defaults } of checks) {
        const settings = Object.entries(defaults).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        print(
          `${id}  ${title}\n  依据：${basis.document} ${basis.clause}（${CONFIDENCE[basis.confidence]}）\n  ${basis.says}${settings.length > 0 ? `\n  参数：${settings.join('，')}` : ''}\n`,
        )
      }
    })
}
