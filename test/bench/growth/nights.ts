import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runNight } from '../../../src/cli/night.ts'
import { loadConfig } from '../../../src/registry/config.ts'
import { openStore } from '../../../src/store/open.ts'

/** Runs many nights, a day of the program's clock apart, and prints the size of the database after each as one line of JSON. */
const [configFolder = '', data = '', server = '', nights = ''] = process.argv.slice(2)
const DAY_MS = 86_400_000
const SHIPPED = join(import.meta.dirname, '..', '..', '..', 'config')
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: console.error }
const progress = { begin: () => undefined, site: () => undefined, links: () => undefined, note: () => undefined, end: () => undefined }

const realNow = Date.now
let daysOn = 0
Date.now = () => realNow() + daysOn * DAY_MS

const config = await loadConfig(configFolder, SHIPPED)
const file = join(data, 'govsite.sqlite')
const sizes: number[] = []
for (let night = 0; night < Number(nights); night += 1) {
  const store = await openStore({ file, log })
  await runNight({ kind: 'crawl', config, store, data, log, progress })
  await store.close()
  sizes.push(statSync(file).size)
  daysOn += 1
  process.kill(Number(server), 'SIGUSR2')
  // The signal has to arrive; nothing answers it.
  await sleep(50)
}
console.log(JSON.stringify({ sizes, sites: config.sites.length }))
