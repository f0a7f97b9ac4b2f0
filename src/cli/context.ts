import { existsSync } from 'node:fs'
import { type Config, UserError } from '../model/config.ts'
import type { Log } from '../model/log.ts'
import { loadConfig } from '../registry/config.ts'
import { lockFolder } from '../store/lock.ts'
import { openStore, type Store } from '../store/open.ts'
import { toldTrouble } from '../store/trouble.ts'
import { configFolder, databaseFile, dataFolder, makeFolder, SHIPPED_CONFIG } from './folders.ts'
import { createLog } from './log.ts'

/** What every command that reads configuration or data takes. */
export interface CommonOptions {
  readonly config?: string
  readonly data?: string
  readonly json?: boolean
  readonly verbose?: boolean
}

export interface Context {
  readonly config: Config
  readonly store: Store
  readonly log: Log
  readonly data: string
}

export function logOf(options: CommonOptions): Log {
  return createLog(options.verbose ? 'debug' : 'warn')
}

export async function configOf(options: CommonOptions): Promise<Config> {
  return await loadConfig(configFolder(options.config), SHIPPED_CONFIG)
}

/** Opens what a command works with, gives it to `work`, and closes it however `work` ends. A writer holds the data folder alone. */
export async function withContext<T>(options: CommonOptions, mode: 'read' | 'write', work: (context: Context) => Promise<T>): Promise<T> {
  const config = await configOf(options)
  return await withStore(options, config, mode, work)
}

export async function withStore<T>(
  options: CommonOptions,
  config: Config,
  mode: 'read' | 'write',
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const log = logOf(options)
  const data = dataFolder(options.data)
  if (mode === 'read' && !existsSync(databaseFile(data))) throw nothingThere(data)
  makeFolder(data)
  const lock = mode === 'write' ? lockFolder(data) : undefined
  try {
    const store = await openStore({ file: databaseFile(data), log })
    try {
      return await work({ config, store, log, data })
    } finally {
      await store.close()
    }
  } catch (error) {
    // Met in the middle of the work, a damaged database or a full disk is said as it is at the start.
    throw toldTrouble(error, databaseFile(data))
  } finally {
    lock?.release()
  }
}

/** Whoever only reads makes no folder and no database: a name that was mistyped would seem to be an office without a single night. */
export function nothingThere(data: string): UserError {
  return new UserError('there is no run yet', [
    {
      file: databaseFile(data),
      expected: 'the evidence of at least one run',
      got: 'nothing there',
      fix: 'run: govsite crawl (and mind --data)',
    },
  ])
}
