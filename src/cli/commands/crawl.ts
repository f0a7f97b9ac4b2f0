import type { Command } from 'commander'
import { type Config, UserError } from '../../model/config.ts'
import type { Run } from '../../model/visit.ts'
import { type CommonOptions, type Context, withContext } from '../context.ts'
import { runNight } from '../night.ts'
import { print, printJson, withCommon } from '../options.ts'
import { createProgress } from '../progress.ts'
import { runSummary } from '../run-summary.ts'
import { runDocument } from '../site-document.ts'
import { stopSignal } from '../stop-signal.ts'

interface CrawlOptions extends CommonOptions {
  readonly only?: string
}

export function addCrawl(program: Command): void {
  withCommon(program.command('crawl'))
    .description('visit every registered site once, judge it and store everything; goes on with a run that was cut off')
    .option('--only <codes>', 'only these sites, by code, separated by commas')
    .action(async (options: CrawlOptions) => {
      await withContext(options, 'write', async (context) => {
        const config = only(context.config, options.only)
        // A night is a run over the whole registry: some sites looked at by day must not pass for one.
        await nightAndAnswer({ ...context, config }, options.only === undefined ? 'crawl' : 'audit', options)
      })
    })
}

/** Runs the night and prints its answer; shared by `crawl` and `demo`, which differ only in where the sites come from. */
export async function nightAndAnswer(context: Context, kind: Run['kind'], options: CommonOptions): Promise<void> {
  const progress = createProgress(process.stderr, false)
  const stop = stopSignal()
  try {
    const run = await runNight({
      kind,
      config: context.config,
      store: context.store,
      data: context.data,
      log: context.log,
      progress,
      signal: stop.signal,
    })
    progress.end()
    if (options.json) printJson(await runDocument(run, context.store))
    else print(await runSummary(run, context.store, context.data))
  } finally {
    progress.end()
    stop.dispose()
  }
}

/** The configuration with only the named sites. An unknown code is a mistake, with the nearest codes named. */
function only(config: Config, codes: string | undefined): Config {
  if (codes === undefined) return config
  const wanted = codes
    .split(/[,，]/)
    .map((code) => code.trim())
    .filter((code) => code !== '')
  const unknown = wanted.filter((code) => !config.sites.some((site) => site.code === code))
  if (wanted.length === 0 || unknown.length > 0) {
    const known = config.sites
      .slice(0, 5)
      .map((site) => `${site.code} (${site.name})`)
      .join(', ')
    throw new UserError('--only names sites that are not registered', [
      {
        file: 'sites.csv',
        at: 'code',
        expected: `registered codes such as ${known}`,
        got: unknown.join(', ') || 'nothing',
        fix: 'see: govsite sites list',
      },
    ])
  }
  return { ...config, sites: config.sites.filter((site) => wanted.includes(site.code)) }
}
