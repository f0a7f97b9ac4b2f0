import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { DiskError } from '../model/disk.ts'
import { BUSY_MS } from './database.ts'
import { damaged, toldTrouble } from './trouble.ts'

/** Between two portions the process may hear a signal. */
const PAGES_AT_ONCE = 4096

/** How much a database holds, to compare a copy with what was copied. */
export interface Census {
  readonly runs: number
  readonly seals: number
}

/**
 * Copies the database as it stands at this moment, beside whoever else reads or writes it: a night that is running goes on. A file that is there already is
 * written over, and keeps its mode.
 */
export async function copyDatabase(from: string, to: string): Promise<Census> {
  try {
    const handle = new Database(from, { timeout: BUSY_MS })
    try {
      // Held until the end: else each commit of a running night would begin the copy anew, and it might never end.
      handle.exec('begin')
      const census = censusOf(handle)
      await handle.backup(to, { progress: () => PAGES_AT_ONCE })
      handle.exec('commit')
      return census
    } finally {
      handle.close()
    }
  } catch (error) {
    throw toldDamage(error, from)
  }
}

/** Reads every page of a database that nobody else has open, and makes it one file; a UserError when it is damaged. */
export function checkCopy(file: string): Census {
  try {
    const handle = new Database(file, { timeout: BUSY_MS })
    try {
      handle.pragma('journal_mode = DELETE')
      const verdict = handle.pragma('quick_check(1)', { simple: true })
      if (verdict !== 'ok') throw damaged(file, String(verdict))
      return censusOf(handle)
    } finally {
      handle.close()
    }
  } catch (error) {
    throw toldDamage(error, file)
  }
}

/** A disk that gives out is the copy's, and for whoever made it to say. */
function toldDamage(error: unknown, file: string): unknown {
  const told = toldTrouble(error, file)
  return told instanceof DiskError ? error : told
}

/** The ids of the runs in a database, oldest first, as far as it can be read at all; undefined where it cannot. */
export function readableRuns(file: string): string[] | undefined {
  try {
    const handle = new Database(file, { readonly: true, timeout: BUSY_MS })
    try {
      return handle.prepare<[], string>('select id from run order by number').pluck().all()
    } finally {
      handle.close()
    }
  } catch {
    // Damaged, or no database of ours: the caller says that it cannot tell.
    return undefined
  }
}

/** Puts a complete file in the place of another, or of none, so that not even a power cut leaves half of it. */
export function putInPlace(made: string, file: string): void {
  sync(made)
  renameSync(made, file)
  // Windows has no handles of folders, and needs none.
  if (process.platform !== 'win32') sync(dirname(file))
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function censusOf(handle: Database.Database): Census {
  const count = (table: string) => handle.prepare<[], number>(`select count(*) from ${table}`).pluck().get() ?? 0
  return { runs: count('run'), seals: count('seal') }
}
