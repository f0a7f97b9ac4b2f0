import type { Command } from 'commander'
import { createNet } from '../../crawl/net.ts'
import { probeHome } from '../../crawl/probe.ts'
import type { Config } from '../../model/config.ts'
import { UserError } from '../../model/config.ts'
import { instantOf } from '../../model/time.ts'
import { runSchedule } from '../../schedule/loop.ts'
import { now, wait } from '../clock.ts'
import { type CommonOptions, type Context, configOf, withStore } from '../context.ts'
import { createLog } from '../log.ts'
import { runNight } from '../night.ts'
import { withCommon } from '../options.ts'
import { createProgress } from '../progress.ts'
import { stopSignal } from '../stop-signal.ts'

export function addSchedule(program: Command): void {
  withCommon(program.command('schedule'))
    .description('run all year: the nightly crawl and the availability probes; SIGTERM parks the work within 10 seconds')
    .action(async (options: CommonOptions) => {
      const config = await configOf(options)
      await withStore(options, config, 'write', (context) =>
        allYear({ ...context, log: createLog(options.verbose ? 'debug' : 'info') }, options),
      )
    })
}

async function allYear(context: Context, options: CommonOptions): Promise<void> {
  const { config, store, log } = context
  const stop = stopSignal()
  const net = createNet({ settings: config.settings, log, now })
  const { crawl, probesPerDay } = config.settings.schedule
  log.info({ sites: config.sites.length, crawl, probesPerDay }, 'the schedule begins')
  try {
    await runSchedule({
      settings: config.settings,
      sites: config.sites,
      now,
      wait,
      log,
      signal: stop.signal,
      crawl: async (signal) => {
        const tonight = await freshConfig(options, config, context)
        await runNight({
          kind: 'crawl',
          config: tonight,
          store,
          data: context.data,
          log,
          progress: createProgress(process.stderr, true),
          signal,
        })
      },
      unfinishedNight: async () => (await store.runs.unfinished('crawl')) !== undefined,
      lastNight: async () => (await store.runs.list()).filter((run) => run.kind === 'crawl').at(-1)?.startedAt,
      probe: async (site, plannedFor) => {
        await store.probes.append(site.code, await probeHome(site, plannedFor, { config, net, now }))
      },
      savePlan: (day, seed, perDay) => store.probes.savePlan(day, seed, perDay),
      plans: (from, to) => store.probes.plans(from, to),
      probesBetween: (site, from, to) => store.probes.between(site, from, to),
      newSeed: (day) => `probes ${day} ${instantOf(now())}`,
    })
  } finally {
    stop.dispose()
    await net.close()
  }
}

/** The registry as it stands tonight. A mistake in it is told, and the night runs over the last sound one. */
async function freshConfig(options: CommonOptions, last: Config, { log }: Pick<Context, 'log'>): Promise<Config> {
  try {
    return await configOf(options)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    log.error({ problems: error.problems }, 'the configuration has mistakes; this night uses the one from the start')
    return last
  }
}
