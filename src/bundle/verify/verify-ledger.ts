import type { Difference } from '../../model/difference.ts'
import { NIGHT } from '../../model/seal.ts'
import { addDays, dayOf, type Instant, instantOf, millisOf } from '../../model/time.ts'
import { contentId } from '../../store/canonical.ts'
import type { Store } from '../../store/open.ts'
import { ledgerMatter, probeMatter } from '../seal/ledger-matter.ts'
import { deviations, type Item, marksOf } from '../seal/marks.ts'
import { listed } from '../seal/statements.ts'
import { attempt } from './attempt.ts'

const DAY_MS = 86_400_000
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The ledger as it stands against its newest seal. */
export async function* verifyLedger(store: Store): AsyncGenerator<Difference> {
  const seal = (await attempt(() => store.seals.ledger())).value
  const { imports, tickets } = await ledgerMatter(store)
  const all = [...imports, ...tickets]
  if (!seal) {
    // Imported before there were seals, and no night since: the first night seals it.
    const begun = (await store.seals.latestRoot(NIGHT)) !== null
    if (begun && all.length > 0) yield { what: 'missing', path: 'seal ledger', says: '已导入找错台账，却没有封存声明。' }
    return
  }
  for (const row of (await store.tickets.all()).imports) {
    const record = { kind: 'ledger', file: row.file, importedAt: row.importedAt, body: { sha256: row.body, length: row.length } }
    if (contentId(record) !== row.capture)
      yield { what: 'changed', path: `ticket_import ${row.file}`, says: '台账导入记录与其证据编号不符。' }
  }
  const { statement, marks } = seal
  const same = (items: typeof all, was: { root: string }) => listed(items.map(({ hash }) => hash)).root === was.root
  if (same(imports, statement.imports) && same(tickets, statement.tickets)) return yield* verifyMarks(all, marks, 'seal ledger')
  for (const { what, name } of deviations(all, marks)) yield { what, path: `ledger ${name}`, says: '找错台账的这一行与封存时不符。' }
}

/** The availability probes and their plans against the nights that sealed them. */
export async function* verifyProbes(store: Store, now: Instant): AsyncGenerator<Difference> {
  let upTo = 0
  let [began, planned] = ['', 0]
  // In the order of sealing: a run that was cut off may be sealed after one that began later.
  for await (const { run: id, subject } of store.seals.all()) {
    if (subject !== NIGHT || id === null) continue
    const night = (await attempt(() => store.seals.night(id))).value
    if (!night || (await store.runs.contexts(id)) !== undefined) continue
    const { probes, plans } = night.statement
    const { range, items, plans: plansNow } = await probeMatter(store, probes.after, { upTo: probes.upTo, plans: plans.count })
    if (probes.after !== upTo) yield { what: 'missing', path: `seal ${id}`, says: '首页探测的封存范围与前一批次不相接。' }
    upTo = probes.upTo
    began = night.statement.run.startedAt
    planned = plans.count
    if (range.root === probes.root && plansNow.root === plans.root) {
      yield* verifyMarks(items, night.marks, `seal ${id}`)
      continue
    }
    for (const { what, name } of deviations(items, night.marks))
      yield { what, path: `probe ${name}`, says: '首页探测记录或者探测计划与封存时不符。' }
  }
  // A night that lies ahead was dated by a clock that has been set since: nothing is too old for it.
  if (began !== '' && began <= now) yield* verifyTail(store, { upTo, began, planned })
}

/** Probes and plans that no night has sealed yet: they can only be younger than the last night that did, but for a clock that was set back some hours. */
async function* verifyTail(
  store: Store,
  { upTo, began, planned }: { upTo: number; began: Instant; planned: number },
): AsyncGenerator<Difference> {
  const earliest = instantOf(millisOf(began) - DAY_MS)
  for await (const { row, site, probe } of store.probes.after(upTo)) {
    if (probe.takenAt < earliest)
      yield { what: 'added', path: `probe ${row} ${site} ${probe.takenAt}`, says: '首页探测记录早于最近一次封存，封存时却没有。' }
  }
  for (const { day } of (await store.probes.plans('', '\uffff')).slice(planned)) {
    if (!DAY.test(day) || day < addDays(dayOf(began), -1))
      yield { what: 'added', path: `probe_plan ${day}`, says: '探测计划早于最近一次封存，封存时却没有。' }
  }
}

/** Marks prove nothing, but what was changed in them was changed all the same. */
export function* verifyMarks(items: readonly Item[], marks: Uint8Array, path: string): Generator<Difference> {
  if (!marksOf(items.map(({ hash }) => hash)).equals(marks)) yield { what: 'changed', path, says: '封存声明所附的标记被改动。' }
}
