import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { endOf, type Ran } from '../../cli/cli.ts'

const LAUNCH = resolve('src/cli/launch.mjs')
const ROOM_KB = 65_536

/** A disk that can be made full: a small file system in memory that only its own processes see, or, where that is not allowed, a limit on the size of files. */
export interface Disk {
  readonly kind: 'tmpfs' | 'file size limit'
  /** So much room in all; enough when absent. With `readOnly` nothing can be written. */
  resize(options: { readonly kb?: number; readonly readOnly?: boolean }): Promise<void>
  govsite(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>
  shell(script: string): Promise<Ran>
  close(): Promise<void>
}

export async function openDisk(dir: string): Promise<Disk> {
  const own = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  const script = `mount -t tmpfs -o size=${ROOM_KB}k,mode=700 tmpfs "$0" && echo ready && exec cat`
  const holder = spawn('sh', ['-c', 'exec unshare --mount "$@"', 'sh', ...own, 'sh', '-c', script, dir], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const ready = await Promise.race([
    once(holder.stdout, 'data').then(() => true),
    once(holder, 'error').then(() => false),
    once(holder, 'close').then(() => false),
  ])
  return ready && holder.pid !== undefined ? mounted(dir, holder, own.length > 0) : limited()
}

function mounted(dir: string, holder: ChildProcess, user: boolean): Disk {
  const enter = ['--target', String(holder.pid), '--mount', ...(user ? ['--user', '--preserve-credentials'] : []), '--']
  const shell = (script: string) => run('nsenter', [...enter, 'sh', '-c', script])
  return {
    kind: 'tmpfs',
    async resize({ kb = ROOM_KB, readOnly = false }) {
      const { code, stderr } = await shell(`mount -o remount,${readOnly ? 'ro' : 'rw'},size=${kb}k "${dir}"`)
      if (code !== 0) throw new Error(stderr)
    },
    govsite: (args, env) => run('nsenter', [...enter, process.execPath, LAUNCH, ...args], env),
    shell,
    async close() {
      const ended = once(holder, 'close')
      holder.stdin?.end()
      await ended
    },
  }
}

function limited(): Disk {
  let blocks = ROOM_KB * 2
  return {
    kind: 'file size limit',
    async resize({ kb = ROOM_KB }) {
      blocks = kb * 2
    },
    govsite: (args, env) => run('sh', ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, LAUNCH, ...args], env),
    shell: (script) => run('sh', ['-c', script]),
    close: async () => undefined,
  }
}

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return endOf(spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } }))
}
