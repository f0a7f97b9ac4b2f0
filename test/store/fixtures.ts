import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore, type Store } from '../../src/store/open.ts'
import { SILENT } from './content.ts'

export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'govsite-store-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export async function temporaryStore(file = join(temporaryFolder(), 'evidence.sqlite')): Promise<Store> {
  const store = await openStore({ file, log: SILENT })
  onTestFinished(() => store.close())
  return store
}
