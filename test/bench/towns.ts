import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { type Serving, startServer } from './serve.ts'

export interface TownsPlan {
  readonly count: number
  readonly columns: number
  readonly articlesOfColumn: number
  readonly paragraphs: number
  readonly latencyMs: readonly [least: number, most: number]
  readonly changing: number
}

export interface ServedTowns {
  readonly resolver: string
  readonly port: number
  readonly pagesOfTown: number
  readonly towns: readonly { readonly code: string; readonly name: string; readonly host: string }[]
}

/** Serves the towns in a process of their own. */
export async function serveTowns(plan: TownsPlan): Promise<{ readonly served: ServedTowns; readonly server: Serving }> {
  const { count, columns, articlesOfColumn, paragraphs, latencyMs, changing } = plan
  const numbers = [count, columns, articlesOfColumn, paragraphs, ...latencyMs, changing].map(String)
  const server = await startServer([process.execPath, 'test/bench/province/server.ts', ...numbers])
  return { served: server.hello as ServedTowns, server }
}

/** Writes the registry of the first `count` towns, and settings that lead to them; everything else is as shipped. */
export function writeConfig(folder: string, served: ServedTowns, count: number, politeness: object, more: object = {}): void {
  mkdirSync(folder, { recursive: true })
  const rows = served.towns
    .slice(0, count)
    .map(({ code, name, host }) => `${code},${name},department,${name},http://${host}:${served.port}/`)
  writeFileSync(join(folder, 'sites.csv'), `${['code,name,kind,owner,home', ...rows].join('\n')}\n`)
  const settings = {
    userAgent: 'govsite/0.1 (bench on this machine; contact: nobody@example.invalid)',
    resolver: { servers: [served.resolver] },
    guard: { allow: [{ cidr: '127.0.0.0/8', ports: [served.port] }] },
    politeness,
    render: { enabled: false },
    ...more,
  }
  writeFileSync(join(folder, 'settings.yaml'), stringify(settings))
}

/** Node as the first line of `src/cli/launch.mjs` starts it. */
export const AS_SHIPPED = ['env', 'MALLOC_ARENA_MAX=2', process.execPath, '--max-semi-space-size=8', '--heap-growing-percent=50']

/** The command line of the program itself, as `npx govsite` starts it. */
export function govsite(...args: readonly string[]): string[] {
  return [...AS_SHIPPED, 'src/cli/launch.mjs', ...args]
}
