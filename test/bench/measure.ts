import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepForStop } from './stop.ts'

const SAMPLE_MS = 100
const TAIL = 4000

export interface Measured {
  readonly code: number | null
  readonly stdout: string
  /** The end of what it wrote to stderr. */
  readonly stderr: string
  readonly wall: number
  /** User and system seconds of the process and of all that it started and waited for. */
  readonly cpu: number
  /** The most that the process and its children held at one time; null where there is no /proc. */
  readonly peakMiB: number | null
}

interface Wanted {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly limitSeconds?: number
  readonly onStdout?: (text: string) => void
}

/** Runs the command to its end and measures it. The same shell's `time` measures every program, whatever language it is written in. */
export async function measure(command: readonly string[], wanted: Wanted = {}): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'govsite-bench-time-'))
  const file = join(folder, 'time')
  const script = 'exec 3>&2; TIMEFORMAT="%R %U %S"; { time "$@" 2>&3 3>&-; } 2>"$BENCH_TIME"'
  const child = spawn('bash', ['-c', script, 'bench', ...command], {
    cwd: wanted.cwd ?? process.cwd(),
    env: { ...process.env, ...wanted.env, BENCH_TIME: file, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: stopping it stops whatever it has started.
    detached: true,
  })
  const stopped = keepForStop(child)
  const timer = setTimeout(stopped.kill, (wanted.limitSeconds ?? 600) * 1000)
  const peak = watchMemory(child)
  try {
    const { code, stdout, stderr } = await collect(child, wanted.onStdout)
    const [wall = 0, user = 0, system = 0] = readFileSync(file, 'utf8').trim().split(/\s+/).map(Number)
    return { code, stdout, stderr, wall, cpu: user + system, peakMiB: peak.end() }
  } finally {
    clearTimeout(timer)
    stopped.forget()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The document that a process printed as its last line. */
export function lastJson(said: Measured): unknown {
  const line = said.stdout.trim().split('\n').at(-1) ?? ''
  try {
    return JSON.parse(line)
  } catch {
    throw new Error(`no document from the process (exit ${said.code}): ${line.slice(0, 200)}\n${said.stderr}`)
  }
}

function collect(child: ChildProcess, onStdout?: (text: string) => void): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    onStdout?.(text)
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-TAIL)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
}

function watchMemory(child: ChildProcess): { end(): number | null } {
  let most = 0
  const look = () => {
    const held = descendants(child.pid ?? 0).map((pid) => memoryOf(pid))
    most = Math.max(most, ...held.map(({ peak }) => peak), sum(held.map(({ now }) => now)))
  }
  const timer = setInterval(look, SAMPLE_MS)
  return {
    end() {
      clearInterval(timer)
      return most === 0 ? null : most / 1024
    },
  }
}

/** Every process below this one, the process itself left out. */
export function descendants(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '))
      .filter((text) => text !== '')
      .map(Number)
      .flatMap((child) => [child, ...descendants(child)])
  } catch {
    // It ended while we looked, or this system has no /proc.
    return []
  }
}

/** KiB that the process holds now, and the most that it has held; zeros for one that has ended. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    return { now: read('VmRSS'), peak: read('VmHWM') }
  } catch {
    return { now: 0, peak: 0 }
  }
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
