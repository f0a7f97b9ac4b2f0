import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { openKey } from '../../bundle/seal/key.ts'
import { type Config, UserError } from '../../model/config.ts'
import type { Run } from '../../model/visit.ts'
import { toldRoom } from '../../store/trouble.ts'
import { type CommonOptions, withContext } from '../context.ts'
import { exportBundle } from '../export-bundle.ts'
import { createExportProgress } from '../export-progress.ts'
import { findRun } from '../find-run.ts'
import { print, printJson, withCommon } from '../options.ts'

interface ExportOptions extends CommonOptions {
  readonly site?: string
  readonly run: string
  readonly out: string
  readonly force?: boolean
}

export function addExport(program: Command): void {
  withCommon(program.command('export'))
    .description(
      'write the sealed evidence of a run, or of one site of it, as a bundle that opens and can be verified without this program',
    )
    .option('--site <code>', 'only this site (default: every site of the run)')
    .option('--run <id>', 'the run', 'latest')
    .requiredOption('--out <file>', 'the bundle to write, a zip')
    .option('--force', 'write over an existing file')
    .action(async (options: ExportOptions) => {
      const out = resolve(options.out)
      if (existsSync(out) && (!options.force || statSync(out).isDirectory())) throw existing(options.out)
      await withContext(options, 'read', async ({ store, data }) => {
        const run = await findRun(options.run, store)
        const config = await store.runs.config(run.id)
        const site = options.site === undefined ? undefined : findSite(options.site, config, run)
        const key = openKey(data)
        const progress = createExportProgress(process.stderr)
        try {
          await exportBundle({ store, run, out, key, progress, ...(site === undefined ? {} : { site }) })
        } catch (error) {
          throw toldRoom(error, options.out)
        } finally {
          progress.end()
        }
        const sites = site === undefined ? config.sites.length : 1
        if (options.json) printJson({ file: out, run: run.id, sites, key: key.fingerprint })
        else
          print(
            `已导出批次 ${run.id} 的 ${sites} 个网站：${out}\n公钥指纹：${key.fingerprint}\n核验：govsite verify ${options.out}，或者用浏览器打开包内的 verify.html。`,
          )
      })
    })
}

function findSite(code: string, { sites }: Config, run: Run): string {
  if (sites.some((site) => site.code === code)) return code
  const known = sites
    .slice(0, 5)
    .map((site) => `${site.code} (${site.name})`)
    .join(', ')
  throw new UserError(`run ${run.id} has no site ${code}`, [
    { file: 'command line', at: '--site', expected: `a site of the run, such as ${known}`, got: code, fix: 'see: govsite score' },
  ])
}

function existing(file: string): UserError {
  return new UserError('the bundle is not written', [
    {
      file: 'command line',
      at: '--out',
      expected: 'a new file',
      got: `${file}, which is there already`,
      fix: 'choose another name, or write over a file with --force',
    },
  ])
}
