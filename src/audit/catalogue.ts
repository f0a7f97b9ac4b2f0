import { readdir } from 'node:fs/promises'
import type { CheckDefinition } from '../model/check.ts'

const CHECKS = new URL('../../checks/', import.meta.url)

/** Every check, by file name. A file that is no check, or goes by another name, is a mistake of the program and stops it. */
export async function loadChecks(): Promise<readonly CheckDefinition[]> {
  const files = (await readdir(CHECKS)).filter((file) => file.endsWith('.ts')).sort()
  return Promise.all(files.map(loadCheck))
}

async function loadCheck(file: string): Promise<CheckDefinition> {
  const module: Record<string, unknown> = await import(new URL(file, CHECKS).href)
  const check = module['default']
  if (!isCheck(check)) throw new Error(`checks/${file} has no check as its default export`)
  const name = file.slice(0, -'.ts'.length)
  if (check.id !== name) throw new Error(`checks/${file} calls itself ${check.id}; a check has the name of its file`)
  return check
}

function isCheck(value: unknown): value is CheckDefinition {
  if (typeof value !== 'object' || value === null) return false
  return 'id' in value && typeof value.id === 'string' && 'run' in value && typeof value.run === 'function' && 'needs' in value
}
