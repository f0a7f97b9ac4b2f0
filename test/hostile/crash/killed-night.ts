import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { verifyDatabase } from '../../../src/bundle/verify/verify-database.ts'
import { bodiesOf } from '../../../src/model/capture.ts'
import { instantOf } from '../../../src/model/time.ts'
import { openStore, type Store } from '../../../src/store/open.ts'
import { SILENT } from '../../store/content.ts'

const LAUNCH = resolve('src/cli/launch.mjs')
const KILLER = resolve('test/hostile/crash/kill-at.ts')

/** One moment: a statement of a stage, and what ends the process there. */
export interface Moment {
  readonly after: string
  readonly count: number
  readonly by: 'itself' | 'outside'
  /** From outside: so long after the statement has begun. */
  readonly ms: number
}

/** Runs a command as the real program; with a moment, until it is killed there. Its exit code, or null when it was killed. */
export async function runUntil(args: readonly string[], moment?: Moment): Promise<{ code: number | null; stderr: string }> {
  const { ms = 0, ...at } = moment ?? {}
  const child = spawn(process.execPath, ['--import', KILLER, LAUNCH, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...(moment ? { KILL_AT: JSON.stringify(at) } : {}) },
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    if (!text.includes('\u0000now')) return
    if (ms === 0) child.kill('SIGKILL')
    else setTimeout(() => child.kill('SIGKILL'), ms)
  })
  return await new Promise((done) => child.on('close', (code) => done({ code, stderr })))
}

/** What a database holds, looked at in a copy, so that the next process finds the original as it was left. */
export async function lookInto<T>(data: string, look: (store: Store) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(data, '..', 'look-'))
  try {
    for (const end of ['', '-wal', '-journal']) {
      const file = `govsite.sqlite${end}`
      if (existsSync(join(data, file))) copyFileSync(join(data, file), join(folder, file))
    }
    const store = await openStore({ file: join(folder, 'govsite.sqlite'), log: SILENT })
    try {
      return await look(store)
    } finally {
      await store.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Of the last run, each capture's id under its visit and key; throws when one is there twice, or a body is not what its hash says. */
export async function evidenceOf(store: Store): Promise<Map<string, string>> {
  const evidence = new Map<string, string>()
  for (const visit of await visitsOf(store)) {
    for (const { key, capture } of await store.visits.entries(visit.id)) {
      const name = `${visit.site} ${key}`
      if (evidence.has(name)) throw new Error(`${name} was captured twice`)
      evidence.set(name, capture.id)
      for (const ref of bodiesOf(capture)) await store.visits.body(ref)
    }
  }
  return evidence
}

async function visitsOf(store: Store) {
  const run = (await store.runs.list()).at(-1)
  return run ? await store.visits.ofRun(run.id) : []
}

export async function isFinished(store: Store): Promise<boolean> {
  const run = (await store.runs.list()).at(-1)
  return run !== undefined && run.finishedAt !== null
}

/** Findings and scores of the last run, without what differs from night to night: ids, times, and days counted from them. */
export async function gistOf(store: Store): Promise<string[]> {
  const run = (await store.runs.list()).at(-1)?.id ?? ''
  const findings = (await store.judgements.findings(run)).map((one) =>
    [one.site, one.check, one.subject, one.verdict, 'because' in one ? one.because : '', 'stands' in one ? one.stands : 1].join(' '),
  )
  const scores = (await store.judgements.scores(run)).map(({ site, rubric, total, vetoed }) =>
    JSON.stringify([site, rubric, total, vetoed]),
  )
  return [...findings, ...scores]
}

/** What `verify` finds, as lines. */
export async function differencesOf(store: Store, keys: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for await (const { what, path, says } of verifyDatabase(store, { keys, now: instantOf(Date.now()) }))
    found.push(`${what} ${path} ${says}`)
  return found
}
