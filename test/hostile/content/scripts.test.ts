import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { FAILURES } from '../../../src/model/failure.ts'
import { SCRIPT_CASES } from './script-cases.ts'
import { openScriptWorld, type ScriptWorld, said } from './script-world.ts'

const bodies = new Map(SCRIPT_CASES.map(({ page }, index) => [`/${index}`, page]))
let world: ScriptWorld
let asked: string[] = []

beforeAll(async () => {
  world = await openScriptWorld(
    (path) => bodies.get(path) ?? '',
    { pagesPerBrowser: 25 },
    ({ method, url }) => {
      asked.push(`${method} ${url}`)
      return false
    },
  )
})
afterAll(() => world.close())

test.each(SCRIPT_CASES.map((one, index) => ({ ...one, path: `/${index}` })))(
  'a page that $does costs itself at most',
  async ({ path, ends, blame }) => {
    asked = []
    const [hostile, neighbour] = await Promise.all([world.draw(path), world.draw('/plain')])
    expect(said(neighbour)).toContain('还在')
    const how = hostile.outcome.kind === 'answered' ? 'drawn' : 'lost'
    if (ends !== 'either') expect(how, said(hostile).slice(0, 300)).toBe(ends)
    if (hostile.outcome.kind === 'failed') expect(FAILURES[hostile.outcome.failure].blame).toBe(blame)
    expect(asked.filter((line) => !line.startsWith('GET '))).toEqual([])
    expect(asked.filter((line) => line.startsWith(`GET ${path}`)).length).toBeLessThan(50)
  },
)

test('afterwards a page is drawn well, nothing is left running, and nothing is left on the disk', async () => {
  expect(said(await world.draw('/plain'))).toContain('还在')
  expect(world.processes('any').length, 'processes are seen while there are some').toBeGreaterThan(0)
  await world.closeRenderer()
  await vi.waitFor(() => expect(world.processes('any')).toEqual([]), { timeout: 20_000, interval: 200 })
  await vi.waitFor(() => expect(world.files()).toEqual([]), { timeout: 20_000, interval: 200 })
})
