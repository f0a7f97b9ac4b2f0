import { copyFileSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import stringWidth from 'string-width'
import { UserError } from '../../model/config.ts'
import type { Site } from '../../model/site.ts'
import { readSites } from '../../registry/sites.ts'
import { writeSitesCsv } from '../../registry/write-sites.ts'
import { type CommonOptions, configOf } from '../context.ts'
import { print, printJson, withCommon } from '../options.ts'
import { plainText } from '../plain-text.ts'
import { describe } from '../user-error.ts'

export function addSites(program: Command): void {
  const sites = program.command('sites').description('the registry of sites')
  withCommon(sites.command('list'))
    .description('list the registered sites')
    .action(async (options: CommonOptions) => {
      const { sites } = await configOf(options)
      if (options.json) printJson(sites)
      else print(table(sites))
    })
  withCommon(sites.command('validate'))
    .description('read the whole configuration and name everything that is wrong in it')
    .action(async (options: CommonOptions) => {
      const config = await configOf(options)
      if (options.json)
        printJson({ sound: true, sites: config.sites.length, rubrics: config.rubrics.map((rubric) => `${rubric.id}@${rubric.version}`) })
      else print(`配置无误：${config.sites.length} 个网站，${config.rubrics.length} 套评分表。`)
    })
  withCommon(sites.command('import'))
    .description('replace the registry by a CSV or XLSX file; the one before is kept as sites.csv.bak')
    .argument('<file>', 'CSV or XLSX with the headings code, name, kind, owner, home')
    .action((file: string, options: CommonOptions) => importSites(file, options))
}

async function importSites(file: string, options: CommonOptions): Promise<void> {
  const { sites, problems, skipped } = await readSites(file)
  if (problems.length > 0) throw new UserError(`${file}: ${problems.length} problem(s); the registry was left as it is`, problems)
  const folder = resolve(options.config ?? 'config')
  const target = join(folder, 'sites.csv')
  mkdirSync(folder, { recursive: true })
  const before = existsSync(target) ? (await readSites(target)).sites : []
  const draft = `${target}.new`
  writeFileSync(draft, writeSitesCsv(sites))
  if (existsSync(target)) copyFileSync(target, `${target}.bak`)
  renameSync(draft, target)
  const had = new Set(before.map((site) => site.code))
  const has = new Set(sites.map((site) => site.code))
  const added = sites.filter((site) => !had.has(site.code)).length
  const removed = before.filter((site) => !has.has(site.code)).length
  for (const row of skipped) process.stderr.write(`skipped: ${plainText(describe(row))}\n`)
  if (options.json) printJson({ file: target, sites: sites.length, added, removed, skipped })
  else print(`已写入 ${target}：${sites.length} 个网站，新增 ${added} 个，移除 ${removed} 个，因没有网址而略过 ${skipped.length} 个。`)
}

function table(sites: readonly Site[]): string {
  const rows = sites.map((site) => [site.code, site.name, site.owner.kind, site.home])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))))
  const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - stringWidth(text)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
