import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../../../src/store/open.ts'
import { sealedNights } from '../../bundle/sealed-store.ts'
import { NIGHT, SILENT, takePage } from '../../store/content.ts'

/** A data folder with sealed nights and one that was cut off by a kill: much of that one is in the log alone. */
export async function killedStore(data: string): Promise<void> {
  const live = `${data}-live`
  mkdirSync(live, { recursive: true })
  mkdirSync(data, { recursive: true })
  const first = await openStore({ file: join(live, 'govsite.sqlite'), log: SILENT })
  const config = await sealedNights(first, live, 2).then(async () => first.runs.config((await first.runs.list())[0]?.id ?? ''))
  await first.close()
  const store = await openStore({ file: join(live, 'govsite.sqlite'), log: SILENT })
  const run = await store.runs.begin({ kind: 'crawl', startedAt: NIGHT, seed: 's', config })
  const { journal } = await store.visits.open(run.id, config.sites[0]?.code ?? '', NIGHT)
  for (let at = 0; at < 12; at += 1) {
    await takePage(journal, `http://a.example/${at}`, `<p>${at}</p>`.repeat(200), NIGHT)
    await journal.flush()
  }
  // As a kill leaves it: copied while it is open, the log is not yet in the database.
  for (const name of ['govsite.sqlite', 'govsite.sqlite-wal', 'seal-key.pem']) {
    if (existsSync(join(live, name))) copyFileSync(join(live, name), join(data, name))
  }
  await store.close()
}
