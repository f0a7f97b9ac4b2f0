import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { keepForStop } from './stop.ts'

const START_MS = 20_000

export interface Serving {
  /** The first document that the server printed. */
  readonly hello: unknown
  readonly pid: number
  /** Tells it to end; what it printed last. */
  stop(): Promise<unknown>
}

/** Starts a server process of the bench: it prints one document when it listens, and another one on SIGTERM before it ends. */
export async function startServer(command: readonly string[]): Promise<Serving> {
  const [program = '', ...args] = command
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const kept = keepForStop(child)
  const lines: string[] = []
  let text = ''
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const greeted = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${args[0]} did not start`)), START_MS)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}`)))
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      const parts = text.split('\n')
      text = parts.pop() ?? ''
      lines.push(...parts)
      if (lines.length === 0) return
      clearTimeout(timer)
      resolve()
    })
  })
  await greeted
  return {
    hello: JSON.parse(lines[0] ?? 'null'),
    pid: child.pid ?? 0,
    async stop() {
      kept.kill()
      await ended
      return JSON.parse(lines.at(-1) ?? 'null')
    },
  }
}

/** A port of loopback on which nobody listens just now. */
export async function freePort(address = '127.0.0.1'): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, address, resolve)
  })
  const bound = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  if (bound === null || typeof bound === 'string') throw new Error('no port is free')
  return bound.port
}
