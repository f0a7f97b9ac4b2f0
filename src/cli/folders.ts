import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UserError } from '../model/config.ts'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** The configuration that ships with the program; any file that a user's folder lacks is taken from it. */
export const SHIPPED_CONFIG = join(ROOT, 'config')

/** The folder of configuration: the one named, or `config` here, or what ships. A named folder must exist. */
export function configFolder(named: string | undefined): string {
  if (named === undefined) return existsSync('config') ? resolve('config') : SHIPPED_CONFIG
  if (existsSync(named)) return resolve(named)
  throw new UserError(`no configuration folder ${named}`, [
    {
      file: named,
      expected: 'a folder with sites.csv, settings.yaml …',
      got: 'nothing there',
      fix: 'name another folder with --config, or create it',
    },
  ])
}

export function dataFolder(named: string | undefined): string {
  return resolve(named ?? 'data')
}

export function databaseFile(data: string): string {
  return join(data, 'govsite.sqlite')
}

/** Makes the data folder where it is not there yet; a UserError where it cannot be one. */
export function makeFolder(data: string): void {
  try {
    mkdirSync(data, { recursive: true })
  } catch (error) {
    throw new UserError('the data folder cannot be used', [
      {
        file: data,
        expected: 'a folder that this user may write',
        got: error instanceof Error ? error.message : String(error),
        fix: 'name another folder with --data',
      },
    ])
  }
}
