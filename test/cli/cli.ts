import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'

const LAUNCH = resolve('src/cli/launch.mjs')

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the real program as a new user would, in a folder of the test's own. */
export function startCli(args: readonly string[], cwd: string): { readonly child: ChildProcess; readonly ended: Promise<Ran> } {
  const child = spawn(process.execPath, [LAUNCH, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  return { child, ended: endOf(child) }
}

/** What a process said until its end. */
export function endOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ran> {
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise<Ran>((done) => child.on('close', (code) => done({ code, stdout, stderr })))
}

export async function runCli(args: readonly string[], cwd: string): Promise<Ran> {
  return await startCli(args, cwd).ended
}
