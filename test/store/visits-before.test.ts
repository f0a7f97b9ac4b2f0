import { expect, test } from 'vitest'
import { CONFIG, later, NIGHT } from './content.ts'
import { temporaryStore } from './fixtures.ts'

test('the visit before is the latest finished one of the site in an earlier run', async () => {
  const store = await temporaryStore()
  const begin = (night: number) => store.runs.begin({ kind: 'crawl', startedAt: later(NIGHT, night), seed: 's', config: CONFIG })
  const visit = async (run: string, site: string, finish: boolean) => {
    const { journal } = await store.visits.open(run, site, NIGHT)
    await (finish ? journal.finish(NIGHT) : journal.flush())
  }
  const [first, second, third, fourth] = [await begin(1), await begin(2), await begin(3), await begin(4)]
  await visit(first.id, 'a', true)
  await visit(second.id, 'a', true)
  await visit(third.id, 'a', false)
  await visit(third.id, 'b', true)
  await visit(fourth.id, 'a', true)
  expect(await store.visits.before(fourth.id, 'a')).toMatchObject({ run: second.id, site: 'a' })
  expect(await store.visits.before(second.id, 'a')).toMatchObject({ run: first.id })
  expect(await store.visits.before(first.id, 'a')).toBeUndefined()
  expect(await store.visits.before(third.id, 'b')).toBeUndefined()
})
