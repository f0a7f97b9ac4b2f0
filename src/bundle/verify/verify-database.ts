import { bodiesOf } from '../../model/capture.ts'
import type { Config } from '../../model/config.ts'
import type { Difference } from '../../model/difference.ts'
import type { NightStatement } from '../../model/seal.ts'
import type { Instant } from '../../model/time.ts'
import { type Run, VANTAGE_SITE, type Visit } from '../../model/visit.ts'
import { contentId } from '../../store/canonical.ts'
import type { Store } from '../../store/open.ts'
import type { StoredSeal } from '../../store/seals.ts'
import { listed, sealedSettings } from '../seal/statements.ts'
import { asFarAsReadable, attempt } from './attempt.ts'
import { captureName } from './capture-name.ts'
import { foreignKeys, verifyKeys } from './verify-keys.ts'
import { verifyLedger, verifyProbes } from './verify-ledger.ts'
import { verifySeals } from './verify-seals.ts'
import { verifySite } from './verify-site.ts'

export interface DatabaseCheck {
  /** Fingerprints of the keys that may have sealed our own runs; any key will do when absent. */
  readonly keys?: readonly string[]
  /** The moment of checking. */
  readonly now: Instant
  readonly onRun?: (run: Run) => void
}

/** What the database as a whole came to. */
export interface DatabaseReport {
  readonly runs: number
  /** Runs that are still going on: nothing vouches for them yet. */
  readonly unsealed: readonly string[]
  readonly seals: number
  /** Keys that none of the known ones are, and that sealed runs which are said to have come with a bundle. */
  readonly foreignKeys: readonly string[]
}

/**
 * Every row and body of the database against the seals and against each other: yields what was changed, added or is missing, and returns what was looked at.
 * Nothing makes it throw but a database that cannot be read at all.
 */
export async function* verifyDatabase(store: Store, check: DatabaseCheck): AsyncGenerator<Difference, DatabaseReport> {
  const runs = await store.runs.list()
  const uses = new Map<string, string>()
  const unsealed: string[] = []
  let sealed = 0
  let place = 0
  for (const run of runs) {
    check.onRun?.(run)
    place += 1
    const number = await store.runs.number(run.id)
    if (number !== place)
      yield { what: 'missing', path: `run ${place}`, says: `检查批次序号不连续：第 ${place} 批缺失，其后为 ${run.id}。` }
    place = number
    const night = await attempt(() => store.seals.night(run.id))
    if (night.value) {
      sealed += 1 + (await sealsOf(store, run, night.value.statement))
      yield* asFarAsReadable(`run ${run.id}`, verifyNight(store, run, night.value))
    } else if (run.finishedAt !== null) {
      yield { what: 'missing', path: `seal ${run.id}`, says: '这一批次已经结束，却没有封存声明：声明已被删除，或者批次早于封存功能。' }
    } else unsealed.push(run.id)
    yield* collectUses(store, run, uses)
  }
  yield* asFarAsReadable('seal', verifySeals(store))
  if (check.keys) yield* asFarAsReadable('seal_key', verifyKeys(store, check.keys))
  yield* asFarAsReadable('ledger', verifyLedger(store))
  yield* asFarAsReadable('probe', verifyProbes(store, check.now))
  yield* asFarAsReadable('database', store.inspection.strays())
  yield* asFarAsReadable('body', store.inspection.bodies(uses))
  return {
    runs: runs.length,
    unsealed,
    seals: sealed,
    foreignKeys: (await attempt(() => foreignKeys(store, check.keys ?? []))).value ?? [],
  }
}

/** How many of the night's sites are here: a bundle of one site brings one. */
async function sealsOf(store: Store, run: Run, { sites }: NightStatement): Promise<number> {
  let here = 0
  for (const code of Object.keys(sites)) if ((await attempt(() => store.seals.site(run.id, code))).value) here += 1
  return here
}

async function* verifyNight(store: Store, run: Run, { statement }: StoredSeal<NightStatement>): AsyncGenerator<Difference> {
  const path = `run ${run.id}`
  // A bundle may hold one site of many, and its run has another place in the order here.
  const imported = (await store.runs.contexts(run.id)) !== undefined
  const told = { ...run, number: await store.runs.number(run.id) }
  for (const [key, value] of Object.entries(told)) {
    const was: unknown = statement.run[key as keyof typeof told]
    if (value !== was && !(imported && key === 'number'))
      yield { what: 'changed', path, says: `检查批次的 ${key} 与封存时不符：现为 ${String(value)}，封存时为 ${String(was)}。` }
  }
  const config = await attempt(() => store.runs.config(run.id))
  if (!config.value) yield { what: 'changed', path: `${path} config`, says: `这一批次的配置无法读取（${config.trouble}）。` }
  else yield* verifyConfig(path, config.value, statement, imported)
  const visits = await store.visits.ofRun(run.id)
  yield* verifyVantage(store, run, visits, statement)
  const sealed = imported ? (config.value?.sites ?? []).map(({ code }) => code) : Object.keys(statement.sites)
  const codes = new Set([...sealed, ...visits.map(({ site }) => site)])
  codes.delete(VANTAGE_SITE)
  for (const code of codes) {
    const site = config.value?.sites.find((one) => one.code === code)
    const visit = visits.find((one) => one.site === code)
    const root = statement.sites[code]
    if (root === undefined) yield { what: 'added', path: `visit ${run.id} ${code}`, says: '多出一个封存时没有的网站检查。' }
    else
      yield* verifySite(store, { run, site, visit, root, code, config: config.value, ...(imported ? {} : { known: knownTo(statement) }) })
  }
}

const knownTo = ({ probes, plans }: NightStatement) => ({ upTo: probes.upTo, plans: plans.count })

function* verifyConfig(path: string, config: Config, statement: NightStatement, imported: boolean): Generator<Difference> {
  const now: Record<string, string> = { ...sealedSettings(config), sites: contentId(config.sites) }
  for (const [part, hash] of Object.entries(statement.settings)) {
    const partly = part === 'sites' && imported
    if (now[part] !== hash && !partly) yield { what: 'changed', path: `${path} config`, says: `这一批次的配置与封存时不符：${part}。` }
  }
}

async function* verifyVantage(store: Store, run: Run, visits: readonly Visit[], { vantage }: NightStatement): AsyncGenerator<Difference> {
  const path = `visit ${run.id} ${VANTAGE_SITE}`
  const visit = visits.find(({ site }) => site === VANTAGE_SITE)
  const captures = await attempt(async () => (visit ? (await store.visits.captures(visit.id)).map(({ id }) => id).sort() : []))
  if (!captures.value) yield { what: 'changed', path, says: `检查点自身的探测记录无法读取（${captures.trouble}）。` }
  else if (listed(captures.value).root !== vantage.root) {
    yield {
      what: visit ? 'changed' : 'missing',
      path,
      says: `检查点自身的探测记录与封存时不符：现有 ${captures.value.length} 条，封存时 ${vantage.count} 条。`,
    }
  }
  if ((visit?.startedAt ?? null) !== vantage.startedAt || (visit?.finishedAt ?? null) !== vantage.finishedAt) {
    yield { what: visit ? 'changed' : 'missing', path, says: '检查点自身探测的起止时间与封存时不符。' }
  }
}

/** Which bodies the captures of the run rest on. */
async function* collectUses(store: Store, run: Run, uses: Map<string, string>): AsyncGenerator<Difference> {
  for (const visit of await store.visits.ofRun(run.id)) {
    const captures = await attempt(() => store.visits.captures(visit.id))
    if (!captures.value) yield { what: 'changed', path: `visit ${visit.id}`, says: `检查证据无法读取（${captures.trouble}）。` }
    for (const capture of captures.value ?? []) {
      for (const { sha256 } of bodiesOf(capture)) if (!uses.has(sha256)) uses.set(sha256, `${run.id} ${visit.site} ${captureName(capture)}`)
    }
  }
}
