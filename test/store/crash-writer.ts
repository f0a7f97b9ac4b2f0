import { openStore } from '../../src/store/open.ts'
import { CONFIG, later, NIGHT, SILENT, takePage } from './content.ts'

/** Goes on with the run in the file named on the command line, for ever, and prints the URLs of every batch that is durable. */
const store = await openStore({ file: process.argv[2] ?? '', log: SILENT })
const run =
  (await store.runs.unfinished('crawl')) ?? (await store.runs.begin({ kind: 'crawl', startedAt: NIGHT, seed: 's', config: CONFIG }))
const { journal } = await store.visits.open(run.id, '6200000001', NIGHT)
const had = journal.captures().length
for (let batch = 0; ; batch += 1) {
  const urls = Array.from({ length: 40 }, (_, at) => `http://a.gov.cn/${batch * 40 + at}`)
  await Promise.all(urls.map((url) => takePage(journal, url, `<p>${url}</p>`, later(NIGHT, had + batch))))
  await journal.flush()
  process.stdout.write(`${urls.join(' ')}\n`)
}
