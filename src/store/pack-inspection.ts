import type { Kysely } from 'kysely'
import type { Difference } from '../model/difference.ts'
import { readPack } from './packs.ts'
import { CONFIG_OWNER } from './runs.ts'
import type { Schema } from './schema.ts'

/** Who has a record, as `key_pack` has it, and what it is in words. */
interface Use {
  readonly owner: string
  readonly says: string
}

/** Every record: that something rests on it, that it can be read, and that it is a difference to one of its own kind. */
export async function* checkPacks(db: Kysely<Schema>): AsyncGenerator<Difference> {
  const packs = new Map((await db.selectFrom('pack').select(['id', 'base']).orderBy('id').execute()).map(({ id, base }) => [id, base]))
  const uses = await usesOf(db)
  for (const [id, base] of packs) {
    const use = uses.get(id)
    if (base === null || !use) continue
    if (!uses.has(base)) uses.set(base, { ...use, says: `${use.says}的基准` })
    if (base >= id || packs.get(base) !== null || uses.get(base)?.owner !== use.owner) {
      yield { what: 'changed', path: `pack ${id}`, says: `记录的基准被改动，用于 ${use.says}。` }
    }
  }
  yield* checkNewestWhole(db, packs, uses)
  for (const id of packs.keys()) {
    const use = uses.get(id)
    if (!use) yield { what: 'added', path: `pack ${id}`, says: '数据库中多出一条没有任何内容引用的记录。' }
    try {
      await readPack(db, id)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      yield { what: 'changed', path: `pack ${id}`, says: `记录无法读取（${why}），用于 ${use?.says ?? '不明'}。` }
    }
  }
}

/** The next record of an owner is a difference to its newest whole one. */
async function* checkNewestWhole(
  db: Kysely<Schema>,
  packs: ReadonlyMap<number, number | null>,
  uses: ReadonlyMap<number, Use>,
): AsyncGenerator<Difference> {
  const newest = new Map<string, number>()
  for (const [id, base] of packs) {
    const use = uses.get(id)
    if (use && base === null) newest.set(use.owner, id)
  }
  const rows = await db
    .selectFrom('key_pack')
    .innerJoin('name', 'name.id', 'key_pack.owner')
    .select(['name.name', 'subject', 'pack'])
    .execute()
  for (const { name, subject, pack } of rows) {
    const path = `key_pack ${name} ${subject}`
    if (!newest.has(`${name} ${subject}`)) yield { what: 'added', path, says: '多出一行没有对应记录的基准。' }
    else if (newest.get(`${name} ${subject}`) !== pack) yield { what: 'changed', path, says: '基准不是该类记录中最新的完整记录。' }
    newest.delete(`${name} ${subject}`)
  }
  for (const owner of newest.keys()) yield { what: 'missing', path: `key_pack ${owner}`, says: '该类记录的基准缺失。' }
}

async function usesOf(db: Kysely<Schema>): Promise<Map<number, Use>> {
  const uses = new Map<number, Use>()
  const named = (table: 'visit' | 'judgement') =>
    db.selectFrom(table).innerJoin('run', 'run.number', `${table}.run`).innerJoin('name', 'name.id', `${table}.site`)
  for (const { pack, id, name } of await named('visit').select(['visit.pack', 'run.id', 'name.name']).execute()) {
    if (pack !== null) uses.set(pack, { owner: `${name} captures`, says: `${id} 对 ${name} 的检查证据` })
  }
  for (const { pack, id, name } of await named('judgement').select(['judgement.pack', 'run.id', 'name.name']).execute()) {
    uses.set(pack, { owner: `${name} judgement`, says: `${id} 对 ${name} 的评判结果` })
  }
  for (const { config, id } of await db.selectFrom('run').select(['config', 'id']).execute()) {
    uses.set(config, { owner: `${CONFIG_OWNER} config`, says: `${id} 的配置` })
  }
  const seals = await db.selectFrom('seal').innerJoin('name', 'name.id', 'seal.subject').select(['statement', 'name.name']).execute()
  for (const { statement, name } of seals) uses.set(statement, { owner: `${name} seal`, says: `${name} 的封存声明` })
  return uses
}
