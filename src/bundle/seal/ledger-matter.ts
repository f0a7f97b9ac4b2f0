import type { Listed } from '../../model/seal.ts'
import { contentId } from '../../store/canonical.ts'
import type { Inside } from '../../store/open.ts'
import type { Item } from './marks.ts'
import { listed } from './statements.ts'

/** The rows of the ledger by hash, in a fixed order. */
export async function ledgerMatter(store: Inside): Promise<{ imports: Item[]; tickets: Item[] }> {
  const { imports, tickets } = await store.tickets.all()
  return {
    imports: imports.map((row) => ({ hash: contentId(row), name: `台账导入 ${row.importedAt}（${row.file}）` })),
    tickets: tickets.map((row) => ({ hash: contentId(row), name: `找错留言 ${row.number}` })),
  }
}

export interface ProbeMatter {
  readonly range: { readonly after: number; readonly upTo: number } & Listed
  readonly plans: Listed
  /** Of the probes, then of the plans. */
  readonly hashes: readonly string[]
  readonly items: readonly Item[]
}

/** The probes stored after a row, up to another or to the last, and all plans up to the day of the last probe or of `plansTo`. */
export async function probeMatter(
  store: Inside,
  after: number,
  limits: { readonly upTo?: number; readonly plans?: number } = {},
): Promise<ProbeMatter> {
  const items: Item[] = []
  let upTo = after
  for await (const { row, site, probe } of store.probes.after(after)) {
    if (limits.upTo !== undefined && row > limits.upTo) break
    items.push({ hash: contentId({ site, probe: probe.id, row }), name: `首页探测 ${site} ${probe.takenAt}` })
    upTo = row
  }
  const plans = (await store.probes.plans('', '\uffff')).slice(0, limits.plans)
  const planItems = plans.map((plan): Item => ({ hash: contentId(plan), name: `探测计划 ${plan.day}` }))
  const all = [...items, ...planItems]
  return {
    range: { after, upTo: limits.upTo ?? upTo, ...listed(items.map(({ hash }) => hash)) },
    plans: listed(planItems.map(({ hash }) => hash)),
    hashes: all.map(({ hash }) => hash),
    items: all,
  }
}
