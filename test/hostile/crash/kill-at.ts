import { writeFileSync, writeSync } from 'node:fs'
import Database from 'better-sqlite3'

/**
 * Loaded before the program (`--import`): ends it with SIGKILL at one of its own database statements, or has it ended from outside as soon as that one has
 * begun. KILL_AT is `{ after, count, by }`: the count-th statement from the first one on that `after` matches. STATEMENTS_TO is a file for the list of all.
 */
interface KillAt {
  readonly after: string
  readonly count: number
  readonly by: 'itself' | 'outside'
}

const wanted: KillAt | undefined = process.env['KILL_AT'] === undefined ? undefined : JSON.parse(process.env['KILL_AT'])
const after = new RegExp(wanted?.after ?? '^$')
const list = process.env['STATEMENTS_TO']
const seen: string[] = []
let left: number | undefined

const statement: Record<string, unknown> = Object.getPrototypeOf(new Database(':memory:').prepare('select 1'))
for (const name of ['run', 'all', 'get', 'iterate']) {
  const original = statement[name]
  if (typeof original !== 'function') throw new Error(`better-sqlite3 has no ${name}`)
  statement[name] = function (this: { readonly source: string }, ...args: unknown[]) {
    note(this.source)
    return original.apply(this, args)
  }
}
if (list !== undefined) process.on('exit', () => writeFileSync(list, JSON.stringify(seen)))

function note(source: string): void {
  if (list !== undefined) seen.push(source)
  if (wanted === undefined) return
  if (left === undefined && after.test(source)) left = wanted.count
  if (left === undefined) return
  left -= 1
  if (left !== 0) return
  if (wanted.by === 'itself') process.kill(process.pid, 'SIGKILL')
  else writeSync(2, '\u0000now\n')
}
