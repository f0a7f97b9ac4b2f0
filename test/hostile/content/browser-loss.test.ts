import { afterEach, expect, test, vi } from 'vitest'
import { FAILURES } from '../../../src/model/failure.ts'
import { BROWSER_LOSS } from './browser-loss-cases.ts'
import { openScriptWorld, type ScriptWorld, said } from './script-world.ts'

const PATIENT = { timeout: 20_000, interval: 100 }
/** Stays under way until its time is over, and is then read. */
const HOLDING = '<script src="/never"></script>'
let world: ScriptWorld

afterEach(async () => {
  await world.closeRenderer()
  await vi.waitFor(() => expect([...world.processes('any'), ...world.files()]).toEqual([]), PATIENT)
  await world.close()
})

const open = async (render: object) => {
  world = await openScriptWorld((path) => (path === '/hold' ? HOLDING : ''), render)
  return world
}

/** Ours alone: `processes` lists what bears the mark of this test. */
function kill(kind: 'browser' | 'renderer'): readonly number[] {
  const pids = world.processes(kind)
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  return pids
}

test.each([
  [BROWSER_LOSS.page, 'renderer'],
  [BROWSER_LOSS.browser, 'browser'],
] as const)('$name', async ({ blame }, kind) => {
  const { draw, held } = await open({})
  expect(said(await draw('/plain'))).toContain('还在')
  const before = world.processes('browser')
  expect(before).toHaveLength(1)
  const seen = held()
  const drawing = draw('/hold')
  await seen
  expect(kill(kind).length).toBeGreaterThan(0)
  const { outcome } = await drawing
  expect(outcome).toMatchObject({ kind: 'failed', failure: 'browser-failed' })
  expect(outcome.kind === 'failed' && FAILURES[outcome.failure].blame).toBe(blame)
  expect(said(await draw('/plain'))).toContain('还在')
  if (kind === 'renderer') expect(world.processes('browser')).toEqual(before)
  else expect(world.processes('browser')).not.toEqual(before)
})

test(BROWSER_LOSS.neighbours.name, async () => {
  const { draw, held } = await open({ pagesAtOnce: 2 })
  expect(said(await draw('/plain'))).toContain('还在')
  const first = held()
  const drawing = [draw('/hold')]
  await first
  const second = held()
  drawing.push(draw('/hold'))
  await second
  const [killed] = kill('browser')
  for (const one of await Promise.all(drawing)) expect(said(one)).toContain('还在')
  expect(said(await draw('/plain'))).toContain('还在')
  expect(world.processes('browser')).not.toContain(killed)
})

test(BROWSER_LOSS.worn.name, async () => {
  const { draw } = await open({ pagesPerBrowser: 2 })
  for (const browsers of [1, 1, 2, 2, 3]) {
    expect(said(await draw('/plain'))).toContain('还在')
    expect(world.browsers()).toBe(browsers)
  }
  // Those that have drawn enough end by themselves.
  await vi.waitFor(() => expect(world.processes('browser')).toHaveLength(1), PATIENT)
})
