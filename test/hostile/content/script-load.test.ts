import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { FAILURES } from '../../../src/model/failure.ts'
import { SCRIPT_LOAD_CASES } from './script-load-cases.ts'
import { openScriptWorld, type ScriptWorld, said } from './script-world.ts'

const CASES = SCRIPT_LOAD_CASES.map((one, index) => ({ ...one, path: `/${index}` }))
const asked: string[] = []
let world: ScriptWorld

beforeAll(async () => {
  world = await openScriptWorld(
    (path) => CASES.find((one) => one.path === path)?.page ?? '',
    { pagesAtOnce: 3, pagesPerBrowser: 25 },
    ({ method, url = '' }, response) => {
      asked.push(`${method} ${url.split('?')[0]}`)
      const { respond } = CASES.find(({ path, name }) => path === url || url === `/${name}`) ?? {}
      respond?.(response)
      return respond !== undefined
    },
  )
})
afterAll(() => world.close())

test.concurrent.each(CASES)('a page that $does costs itself at most', async ({ path, ends, blame }) => {
  const hostile = await world.draw(path)
  expect(said(await world.draw('/plain'))).toContain('还在')
  const { outcome } = hostile
  const how = outcome.kind === 'answered' ? 'drawn' : 'lost'
  if (ends !== 'either') expect(how, said(hostile).slice(0, 300)).toBe(ends)
  if (ends === 'drawn') expect(said(hostile)).toContain('还在')
  if (outcome.kind === 'failed') expect(FAILURES[outcome.failure].blame).toBe(blame)
})

test('afterwards nothing is left running and nothing on the disk, and no page was asked for without end', async () => {
  expect(said(await world.draw('/plain'))).toContain('还在')
  await world.closeRenderer()
  await vi.waitFor(() => expect([...world.processes('any'), ...world.files()]).toEqual([]), { timeout: 20_000, interval: 200 })
  expect(asked.filter((line) => !line.startsWith('GET '))).toEqual([])
  for (const { path } of CASES) expect(asked.filter((line) => line === `GET ${path}`).length).toBeLessThan(50)
})
