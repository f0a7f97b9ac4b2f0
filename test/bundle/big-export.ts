import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openKey } from '../../src/bundle/seal/key.ts'
import { exportBundle } from '../../src/cli/export-bundle.ts'
import { openStore } from '../../src/store/open.ts'
import { SILENT } from '../store/content.ts'
import { citySite, sealedNights } from './sealed-store.ts'

/** Text that hardly packs, the same for the same code. */
function filling(code: string): string {
  let text = ''
  for (let line = 0; text.length < 300_000; line += 1) text += createHash('sha512').update(`${code} ${line}`).digest('base64')
  return text
}

/** `make`: a sealed night over so many sites; `export`: its bundle, and how much memory that took at the most. */
const [task = '', folder = '', count = '0'] = process.argv.slice(2)
const store = await openStore({ file: join(folder, 'govsite.sqlite'), log: SILENT })
if (task === 'make') {
  const sites = Array.from({ length: Number(count) }, (_, number) => citySite(`62${String(number).padStart(8, '0')}`, `第${number}市`))
  await sealedNights(store, folder, 1, { sites, filling })
} else {
  const run = await store.runs.find('latest')
  if (!run) throw new Error('no run')
  const out = join(folder, 'bundle.zip')
  await exportBundle({ store, run, out, key: openKey(folder), progress: { step() {}, at() {} } })
  process.stdout.write(String(process.resourceUsage().maxRSS))
}
await store.close()
