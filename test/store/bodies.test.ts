import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { canonicalJson } from '../../src/model/canonical.ts'
import type { BodyRef } from '../../src/model/capture.ts'
import { contentId } from '../../src/store/canonical.ts'
import type { Store } from '../../src/store/open.ts'
import { CONFIG, later, NIGHT, takePage } from './content.ts'
import { temporaryFolder, temporaryStore } from './fixtures.ts'

const ROWS = Array.from({ length: 200 }, (_, at) => `<li>${contentId(`row ${at}`)}</li>`).join('')
/** What one page of a site says on four nights. */
const NIGHTS = [ROWS, `<li>new</li>${ROWS}`, `<li>newer</li><li>new</li>${ROWS}`, `<p>${contentId('moved')}</p>`]

interface Kept {
  readonly store: Store
  readonly file: string
  readonly bodies: readonly BodyRef[]
}

async function nights(): Promise<Kept> {
  const file = join(temporaryFolder(), 'evidence.sqlite')
  const store = await temporaryStore(file)
  return { store, file, bodies: await keepPages(store, NIGHTS) }
}

/** The same page on one night after the other. */
async function keepPages(store: Store, pages: readonly string[]): Promise<BodyRef[]> {
  const bodies: BodyRef[] = []
  for (const [night, html] of pages.entries()) {
    const run = await store.runs.begin({ kind: 'crawl', startedAt: later(NIGHT, night), seed: `${night}`, config: CONFIG })
    const { journal } = await store.visits.open(run.id, '6200000001', NIGHT)
    const { outcome } = await takePage(journal, 'http://a.gov.cn/', html, later(NIGHT, night))
    if (outcome.kind === 'answered') bodies.push(outcome.body)
    await journal.finish(NIGHT)
  }
  return bodies
}

function opened(file: string): Database.Database {
  const db = new Database(file)
  onTestFinished(() => void db.close())
  return db
}

async function differences({ store, bodies }: Kept): Promise<string[]> {
  const found: string[] = []
  for await (const { says } of store.inspection.bodies(new Map(bodies.map(({ sha256 }) => [sha256, 'a visit'])))) found.push(says)
  return found
}

test('a page that changed a little is kept as what changed, and comes back to the byte', async () => {
  const kept = await nights()
  for (const [night, body] of kept.bodies.entries()) {
    expect(Buffer.from(await kept.store.visits.body(body)).toString()).toBe(NIGHTS[night])
  }
  const rows = opened(kept.file).prepare('select base, length(data) as size from body order by id').all() as {
    base: number | null
    size: number
  }[]
  expect(rows.map(({ base }) => base)).toEqual([null, 1, 1, null])
  expect(rows[2]?.size).toBeLessThan((rows[0]?.size ?? 0) / 20)
  expect(await differences(kept)).toEqual([])
})

test.each([
  ['a difference without its whole', 'update body set base = null where id = 2'],
  ['a difference to another whole', 'update body set base = 4 where id = 2'],
  ['a difference to a difference', 'update body set base = 2 where id = 3'],
  ['a whole that claims to be a difference', 'update body set base = 1 where id = 4'],
])('the inspection finds %s', async (_, change) => {
  const kept = await nights()
  opened(kept.file).exec(change)
  expect(await differences(kept)).toHaveLength(1)
})

test('what is read by its row alone is kept whole, though a page said the same before', async () => {
  const store = await temporaryStore()
  const contexts = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [contentId(at), at]))
  await keepPages(store, [canonicalJson({ ...contexts, last: 1 }), canonicalJson({ ...contexts, last: 2 })])
  await store.runs.adopt({ id: 'imported', kind: 'crawl', startedAt: NIGHT, finishedAt: NIGHT, seed: 's' }, CONFIG, {
    ...contexts,
    last: 2,
  })
  expect(await store.runs.contexts('imported')).toEqual({ ...contexts, last: 2 })
})
