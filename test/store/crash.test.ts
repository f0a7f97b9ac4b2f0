import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { temporaryFolder, temporaryStore } from './fixtures.ts'

const WRITER = new URL('./crash-writer.ts', import.meta.url).pathname

test('kill -9 while journaling loses nothing that was committed, and nothing is there twice', async () => {
  const file = join(temporaryFolder(), 'evidence.sqlite')
  const promised: string[] = []
  for (const killAfter of [1, 3, 2]) promised.push(...(await writeUntilKilled(file, killAfter)))

  const store = await temporaryStore(file)
  const run = await store.runs.find('latest')
  expect(run?.finishedAt).toBeNull()
  const [visit] = await store.visits.ofRun(run?.id ?? '')
  const captures = await store.visits.captures(visit?.id ?? '')
  const urls = captures.map((capture) => (capture.kind === 'page' ? capture.url : ''))
  expect(new Set(urls).size).toBe(urls.length)
  expect(promised.length).toBeGreaterThan(100)
  expect(promised.filter((url) => !urls.includes(url))).toEqual([])
  for (const capture of captures) {
    if (capture.kind !== 'page' || capture.outcome.kind !== 'answered') continue
    expect(Buffer.from(await store.visits.body(capture.outcome.body)).toString()).toContain(capture.url)
  }
})

/** URLs that the child said were durable before it was killed in the middle of its work. */
function writeUntilKilled(file: string, batches: number): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const durable: string[] = []
  return new Promise((resolve, reject) => {
    let said = 0
    createInterface({ input: child.stdout }).on('line', (line) => {
      durable.push(...line.split(' '))
      said += 1
      if (said === batches) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('close', (code, signal) =>
      signal === 'SIGKILL' ? resolve(durable) : reject(new Error(`the writer ended by itself with ${code}`)),
    )
  })
}
