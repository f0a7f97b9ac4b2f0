import type { Command } from 'commander'
import { addWorkingDays, createCalendar } from '../../extract/calendar.ts'
import { UserError } from '../../model/config.ts'
import type { Site } from '../../model/site.ts'
import { addMonths, dayOf, daysBetween, instantOf } from '../../model/time.ts'
import type { Run } from '../../model/visit.ts'
import { noticeDocument } from '../../report/documents/notice.ts'
import { rectificationDocument, type Terms } from '../../report/documents/rectification.ts'
import type { RunSealView, RunView } from '../../report/run-view.ts'
import type { Store } from '../../store/open.ts'
import { now } from '../clock.ts'
import { type CommonOptions, type Context, withContext } from '../context.ts'
import { documentPath, writeDocument } from '../document-file.ts'
import { findRun } from '../find-run.ts'
import { databaseFile } from '../folders.ts'
import { dayNamed } from '../named-moments.ts'
import { readNightStamp, sealViewOf } from '../night-stamp.ts'
import { print, printJson, withCommon } from '../options.ts'
import { plainText } from '../plain-text.ts'
import { runMaterial } from '../report-material.ts'

interface DocumentOptions extends CommonOptions {
  readonly run: string
  readonly out?: string
  readonly force?: boolean
}

interface NoticeOptions extends DocumentOptions {
  readonly previous?: string
}

interface RectificationOptions extends DocumentOptions {
  readonly site: string
  readonly days: string
  readonly issued?: string
}

export function addDocument(program: Command): void {
  const documents = program.command('document').description('drafts of official documents (DOCX) on a stored run')
  const withFile = (command: Command) =>
    withCommon(command)
      .option('--run <id>', 'the run', 'latest')
      .option('--out <file>', 'where to write it (default: a file named after the run in the current folder)')
      .option('--force', 'overwrite a file that is there')
  withFile(documents.command('notice'))
    .description('通报: how all sites of a run stand, in the layout of GB/T 9704')
    .option('--previous <id>', 'the run to compare with (default: the finished run of the same kind before it)')
    .action((options: NoticeOptions) => withContext(options, 'read', (context) => notice(options, context)))
  withFile(documents.command('rectification'))
    .description('整改通知单: what one site has to put right, and by when')
    .requiredOption('--site <code>', 'code of the site')
    .option('--days <number>', 'working days allowed', '10')
    .option('--issued <day>', 'day of issue, yyyy-MM-dd (default: today in Beijing)')
    .action((options: RectificationOptions) => withContext(options, 'read', (context) => rectification(options, context)))
}

async function notice(options: NoticeOptions, { store, data }: Context): Promise<void> {
  const run = await findRun(options.run, store)
  const { previous, lastYear } = await earlierRuns(run, options.previous, store)
  const file = documentPath(options.out, `通报（${run.id}）.docx`, options.force ?? false)
  const where = databaseFile(data)
  const viewOf = async (one: Run | undefined): Promise<RunView | null> => (one ? (await runMaterial(one, store, { where })).run : null)
  const material = await runMaterial(run, store, { where, seal: await sealOf(run, store) })
  const earlier = { previous: await viewOf(previous), lastYear: await viewOf(lastYear) }
  await writeDocument(file, await noticeDocument(material.run, material.sites(), earlier))
  const compared = [previous, lastYear].flatMap((one) => one?.id ?? [])
  if (options.json) return printJson({ run: run.id, comparedWith: compared, file })
  print(
    `通报草稿已写入 ${plainText(file)}${compared.length > 0 ? `，与 ${compared.join('、')} 作了比较` : '，没有可以比较的批次'}。黄色标注处须由人填写。`,
  )
}

async function sealOf(run: Run, store: Store): Promise<RunSealView | null> {
  const seal = await store.seals.night(run.id)
  return seal ? sealViewOf(seal, await readNightStamp(seal.stamp, seal.root)) : null
}

/** How far a run may lie from the same day a year earlier and still be compared with it. */
const A_YEAR_GIVE_OR_TAKE = 45

/** The run before, or the one that was named; and the one nearest to a year earlier. A run that is both is the latter. */
async function earlierRuns(run: Run, named: string | undefined, store: Store): Promise<{ previous?: Run; lastYear?: Run }> {
  const runs = await store.runs.list()
  const before = runs
    .slice(
      0,
      runs.findIndex(({ id }) => id === run.id),
    )
    .filter(({ kind, finishedAt }) => kind === run.kind && finishedAt !== null)
  const yearAgo = addMonths(dayOf(run.startedAt), -12)
  const distance = ({ startedAt }: Run) => Math.abs(daysBetween(dayOf(startedAt), yearAgo))
  const lastYear = before.filter((one) => distance(one) <= A_YEAR_GIVE_OR_TAKE).sort((a, b) => distance(a) - distance(b))[0]
  const previous = named === undefined ? before.at(-1) : await findRun(named, store, '--previous')
  if (previous && !before.some(({ id }) => id === previous.id)) {
    throw new UserError('this run cannot be compared with that one', [
      { file: 'command line', at: '--previous', expected: `a finished run of the same kind before ${run.id}`, got: previous.id },
    ])
  }
  return { ...(previous && previous.id !== lastYear?.id ? { previous } : {}), ...(lastYear ? { lastYear } : {}) }
}

async function rectification(options: RectificationOptions, { config, store, data }: Context): Promise<void> {
  const terms = termsOf(options, config.calendar)
  const run = await findRun(options.run, store)
  const { run: view, sites } = await runMaterial(run, store, { where: databaseFile(data), only: [options.site] })
  const { value: site } = await sites().next()
  if (!site) throw noSuchSite(options.site, run, (await store.runs.config(run.id)).sites)
  const docx = await rectificationDocument(view, site, terms)
  if (docx === null) {
    const doubts = site.problems.length
    if (options.json) return printJson({ run: run.id, site: site.code, file: null, doubts })
    const open = doubts > 0 ? `另有 ${doubts} 项待核实事项，不要求整改。` : ''
    return print(`${plainText(site.name)}在检查批次 ${run.id} 中没有可以确定的问题，不需要整改通知单，未生成文件。${open}`)
  }
  const file = documentPath(options.out, `整改通知单（${site.code}，${run.id}）.docx`, options.force ?? false)
  await writeDocument(file, docx)
  if (options.json) return printJson({ run: run.id, site: site.code, file, deadline: terms.deadline })
  const deadline = terms.deadline ?? '无法推算（期限跨入放假安排尚未公布的年度，请在 config/calendar.yaml 中补充，或者在文中填写）'
  print(`整改通知单草稿已写入 ${plainText(file)}。整改截止日期：${deadline}。黄色标注处须由人填写。`)
}

function noSuchSite(code: string, run: Run, sites: readonly Site[]): UserError {
  const known = sites.slice(0, 5).map((site) => site.code)
  return new UserError(`no site ${code} in run ${run.id}`, [
    { file: 'command line', at: '--site', expected: `one of ${known.join(', ')}${sites.length > known.length ? ' …' : ''}`, got: code },
  ])
}

const MOST_DAYS = 250

function termsOf({ days, issued }: RectificationOptions, calendar: Context['config']['calendar']): Terms {
  const workingDays = /^\d{1,3}$/.test(days) ? Number(days) : 0
  if (workingDays < 1 || workingDays > MOST_DAYS) {
    throw new UserError('--days is no number of working days', [
      { file: 'command line', at: '--days', expected: `1 to ${MOST_DAYS}`, got: days },
    ])
  }
  const day = issued === undefined ? dayOf(instantOf(now())) : dayNamed(issued)
  return { issued: day, workingDays, deadline: addWorkingDays(createCalendar(calendar), day, workingDays) ?? null }
}
