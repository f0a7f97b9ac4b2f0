import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli, startCli } from './cli.ts'

let cwd: string

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'govsite-night-'))
})

afterAll(() => rmSync(cwd, { recursive: true, force: true }))

interface Finding {
  readonly check: string
  readonly subject: string
  readonly verdict: string
  readonly because?: string
}
interface Answer {
  readonly run: { readonly id: string }
  readonly sites: readonly {
    readonly site: string
    readonly findings: readonly Finding[]
    readonly scores: readonly { readonly total: unknown }[]
  }[]
}

/** What a night says, without what differs from night to night: ids, times, and the days that `says` counts from them. */
function gist(stdout: string): string[] {
  const answer: Answer = JSON.parse(stdout)
  return answer.sites.flatMap(({ site, findings, scores }) => [
    ...findings.map(({ check, subject, verdict, because }) => [site, check, subject, verdict, because ?? ''].join(' ')),
    ...scores.map(({ total }) => `${site} ${JSON.stringify(total)}`),
  ])
}

test('a night that was killed goes on at the next start and says what the undisturbed one after it says, which adds next to nothing', async () => {
  const killed = startCli(['demo', '--json', '--data', 'data'], cwd)
  await new Promise<void>((reached) => {
    let said = ''
    killed.child.stderr?.on('data', (text: string) => {
      said += text
      if (said.includes('[4/')) reached()
    })
    killed.child.on('close', () => reached())
  })
  killed.child.kill('SIGKILL')
  expect((await killed.ended).code).toBe(null)
  const resumed = await runCli(['demo', '--json', '--data', 'data'], cwd)
  expect(resumed.code, resumed.stderr).toBe(0)
  expect(resumed.stderr).toContain('resuming')

  const size = () => statSync(join(cwd, 'data', 'govsite.sqlite')).size
  const first = size()
  const undisturbed = await runCli(['demo', '--json', '--data', 'data'], cwd)
  expect(undisturbed.code, undisturbed.stderr).toBe(0)
  expect(undisturbed.stderr).not.toContain('resuming')
  expect(runOf(undisturbed.stdout)).not.toBe(runOf(resumed.stdout))
  expect(gist(resumed.stdout)).toEqual(gist(undisturbed.stdout))
  expect(size() - first).toBeLessThan(0.02 * first)

  const judged = await runCli(['judge', '--json', '--data', 'data', '--config', join('data', 'config')], cwd)
  expect(JSON.parse(judged.stdout).sites).toEqual([])
}, 400_000)

function runOf(stdout: string): string {
  const answer: Answer = JSON.parse(stdout)
  return answer.run.id
}
