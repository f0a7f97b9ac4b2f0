import type { Kysely } from 'kysely'
import type { Difference } from '../model/difference.ts'
import { sha256 } from './canonical.ts'
import { decompress } from './compression.ts'
import type { Schema } from './schema.ts'

const READ_AT_ONCE = 200

/** Every stored body against its hash, and against what rests on it. */
export async function* checkBodies(db: Kysely<Schema>, uses: ReadonlyMap<string, string>): AsyncGenerator<Difference> {
  const held = await bodiesOfTables(db)
  const seen = new Set<string>()
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('body')
      .leftJoin('body as whole', 'whole.id', 'body.base')
      .selectAll('body')
      .select(['whole.data as wholeData', 'whole.base as wholeBase'])
      .where('body.id', '>', after)
      .orderBy('body.id')
      .limit(READ_AT_ONCE)
      .execute()
    for (const row of rows) {
      const hash = Buffer.from(row.sha256).toString('hex')
      seen.add(hash)
      const use = uses.get(hash) ?? held.get(row.id)
      const wrong = troubleOf(row, hash)
      if (wrong !== null)
        yield { what: 'changed', path: `body ${hash}`, says: `存储的原始字节被改动：${wrong}${use ? `，用于 ${use}` : ''}。` }
      if (use === undefined) yield { what: 'added', path: `body ${hash}`, says: '数据库中多出一份没有任何证据引用的原始字节。' }
    }
    const end = rows.at(-1)
    if (!end) break
    after = end.id
  }
  for (const [hash, use] of uses) {
    if (!seen.has(hash)) yield { what: 'missing', path: `body ${hash}`, says: `原始字节缺失，用于 ${use}。` }
  }
}

interface Row {
  readonly length: number
  readonly data: Uint8Array
  readonly base: number | null
  readonly wholeData: Uint8Array | null
  readonly wholeBase: number | null
}

function troubleOf({ data, length, base, wholeData, wholeBase }: Row, hash: string): string | null {
  if (base !== null && (wholeData === null || wholeBase !== null)) return '所依据的原始字节缺失或不完整'
  try {
    const bytes = decompress(data, wholeData ? decompress(wholeData) : undefined)
    if (sha256(bytes) !== hash) return '散列值不符'
    if (bytes.length !== length) return '登记的长度不符'
    return base !== null && standsAlone(data, hash) ? '登记了它并不依据的字节' : null
  } catch (error) {
    return `无法解压（${error instanceof Error ? error.message : String(error)}）`
  }
}

/** A difference says nothing without what it is a difference to. */
function standsAlone(data: Uint8Array, hash: string): boolean {
  try {
    return sha256(decompress(data)) === hash
  } catch {
    return false
  }
}

/** Bodies that rows of other tables than captures rest on, by row number. */
async function bodiesOfTables(db: Kysely<Schema>): Promise<Map<number, string>> {
  const held = new Map<number, string>()
  for (const { body, file } of await db.selectFrom('ticket_import').select(['body', 'file']).execute()) held.set(body, `台账 ${file}`)
  for (const { shape } of await db.selectFrom('probe').select('shape').distinct().execute()) held.set(shape, '首页探测')
  for (const { tickets } of await db.selectFrom('seal').select('tickets').distinct().execute()) {
    if (tickets !== null && !held.has(tickets)) held.set(tickets, '封存的找错留言')
  }
  for (const { contexts } of await db.selectFrom('imported').select('contexts').execute()) held.set(contexts, '随证据包导入的排名和历史')
  return held
}
