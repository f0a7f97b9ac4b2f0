import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'

const LAUNCH = resolve('src/cli/launch.mjs')

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/**
 * Starts the real program as a new user would, in a folder of the test's own. A demo waits for the demo of any other test: its ports are the same every time,
 * and where one is taken its sites have other addresses.
 */
export function startCli(args: readonly string[], cwd: string): { readonly child: ChildProcess; readonly ended: Promise<Ran> } {
  const [program = '', ...before] = args[0] === 'demo' ? ['flock', '--no-fork', LAUNCH, process.execPath] : [process.execPath]
  const child = spawn(program, [...before, LAUNCH, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
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
