import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { Command } from 'commander'
import { type Config, UserError } from '../../model/config.ts'
import type { Rubric } from '../../model/rubric.ts'
import type { Run } from '../../model/visit.ts'
import { readRubric } from '../../registry/rubrics.ts'
import { compareFindings, compareScores } from '../../score/changes.ts'
import type { Store } from '../../store/open.ts'
import { changesText } from '../changes-text.ts'
import { type CommonOptions, type Context, withContext } from '../context.ts'
import { findRun } from '../find-run.ts'
import { judgeSites } from '../judge-run.ts'
import { momentNamed } from '../named-moments.ts'
import { print, printJson, withCommon } from '../options.ts'

interface JudgeOptions extends CommonOptions {
  readonly run: string
  readonly rubric?: string
  readonly asOf?: string
}

export function addJudge(program: Command): void {
  withCommon(program.command('judge'))
    .description('judge stored evidence again, without any network, and print what changes; stores nothing')
    .option('--run <id>', 'the run to judge', 'latest')
    .option('--rubric <file>', 'another rubric than the configured ones')
    .option('--as-of <instant>', 'the moment to judge, RFC 3339 or yyyy-MM-dd (default: when each visit began)')
    .action(async (options: JudgeOptions) => {
      await withContext(options, 'read', (context) => judgeAgain(options, context))
    })
}

async function judgeAgain(options: JudgeOptions, context: Context): Promise<void> {
  const { store, log } = context
  const run = await findRun(options.run, store)
  const stored = await store.runs.config(run.id)
  const rubrics = options.rubric ? [await rubricFile(options.rubric)] : context.config.rubrics
  // The sites are the ones that were visited; everything else is judged as configured now.
  const config: Config = { ...context.config, rubrics, sites: stored.sites }
  const asOf = options.asOf === undefined ? undefined : momentNamed(options.asOf)
  const sites = []
  for await (const judged of judgeSites({ run, config, store, log, ...(asOf ? { asOf } : {}) })) {
    const before = await storedOf(run, judged.site.code, store)
    sites.push({
      site: judged.site.code,
      name: judged.site.name,
      findings: compareFindings(before.findings, judged.findings),
      scores: compareScores(before.scores, judged.scores),
    })
  }
  const differs = differingParts(stored, config)
  const changed = sites.filter((site) => site.findings.length > 0 || site.scores.length > 0)
  const answer = {
    run: { id: run.id, startedAt: run.startedAt, finishedAt: run.finishedAt },
    asOf: asOf ?? null,
    configurationDiffers: differs,
    sites: changed,
  }
  if (options.json) printJson(answer)
  else print(changesText({ ...answer, judged: sites.length }))
}

const storedOf = async (run: Run, site: string, store: Store) => ({
  findings: await store.judgements.findings(run.id, site),
  scores: await store.judgements.scores(run.id, site),
})

/** Names the parts of the configuration that are not what the run was judged under. */
function differingParts(a: Config, b: Config): string[] {
  const parts = ['settings', 'rubrics', 'columns', 'calendar', 'patterns'] as const
  return parts.filter((part) => !isDeepStrictEqual(plain(a[part]), plain(b[part])))
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

async function rubricFile(file: string): Promise<Rubric> {
  if (!existsSync(file)) throw new UserError('no such rubric', [{ file, expected: 'a rubric as in config/rubrics', got: 'nothing there' }])
  return await readRubric(file)
}
