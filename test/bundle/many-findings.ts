import { writeParts } from '../../src/bundle/write-parts.ts'
import { findingsWorkbook } from '../../src/report/sheets/findings.ts'
import type { SiteView } from '../../src/report/site-view.ts'
import { sampleRun, sampleSites } from '../report/views.ts'

const A_SITE = 100
const [file = '', rows = ''] = process.argv.slice(2)
const [site] = sampleSites().filter(({ problems }) => problems.length > 0)
const [problem] = site?.problems ?? []

async function* many(): AsyncGenerator<SiteView> {
  if (!site || !problem) throw new Error('the sample has a problem')
  for (let at = 0; at < Number(rows); at += A_SITE) {
    const problems = Array.from({ length: A_SITE }, (_, index) => ({
      ...problem,
      anchor: `f-${at + index}`,
      page: `http://www.shidu.example/${at + index}.html`,
    }))
    yield { ...site, problems }
  }
}

await writeParts(file, findingsWorkbook(sampleRun(), many()))
process.stdout.write(String(process.resourceUsage().maxRSS))
