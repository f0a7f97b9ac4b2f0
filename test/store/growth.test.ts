import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RecordedFinding } from '../../src/model/finding.ts'
import { addDays, type Instant } from '../../src/model/time.ts'
import { openStore } from '../../src/store/open.ts'
import { CONFIG, later, NIGHT, SILENT, takeLink, takePage } from './content.ts'
import { temporaryFolder } from './fixtures.ts'

const LINKS = 60
const CHECKS = 27

test.each([
  [12, 40],
  [1, 10],
])('the second night over %i unchanged sites of %i pages adds less than 5 percent of the first', async (sites, pages) => {
  const file = join(temporaryFolder(), 'evidence.sqlite')
  const sizes: number[] = []
  for (const night of [0, 1, 2]) {
    await oneNight(file, NIGHT.replace(NIGHT.slice(0, 10), addDays(NIGHT.slice(0, 10), night)), { night, sites, pages })
    sizes.push(statSync(file).size)
  }
  const [first = 0, second = 0, third = 0] = sizes
  expect((second - first) / first).toBeLessThan(0.05)
  expect((third - second) / first).toBeLessThan(0.05)
})

async function oneNight(
  file: string,
  at: Instant,
  { night, sites, pages }: { night: number; sites: number; pages: number },
): Promise<void> {
  const store = await openStore({ file, log: SILENT })
  const run = await store.runs.begin({ kind: 'crawl', startedAt: at, seed: `crawl ${at}`, config: CONFIG })
  const visits = await Promise.all(Array.from({ length: sites }, (_, site) => store.visits.open(run.id, `62000000${10 + site}`, at)))
  for (const [site, { journal }] of visits.entries()) {
    const random = sequence(night * 100 + site)
    const moment = (at_: number) => later(at, at_ * 310 + (random() % 97))
    for (let page = 0; page < pages; page += 1) {
      await takePage(journal, `http://www.s${site}.gov.cn/c${page}/index.html`, html(site, page), moment(page), random() % 60)
    }
    for (let link = 0; link < LINKS; link += 1) {
      const url = `http://www.s${site}.gov.cn/art/2024/9/20/art_${site}_${link * 7919}.html`
      await takeLink(journal, url, `http://www.s${site}.gov.cn/c${link % pages}/index.html`, moment(pages + link), random() % 60)
    }
  }
  for (const { visit, journal } of visits) {
    await journal.finish(later(at, 60_000))
    const cited = journal.captures().map(({ id }) => id)
    await store.judgements.save({ run: run.id, site: visit.site, asOf: at, findings: findings(visit.site, cited, night), scores: [] })
  }
  await store.runs.finish(run.id, later(at, 61_000))
  await store.close()
}

function findings(site: string, cited: readonly string[], night: number): RecordedFinding[] {
  return Array.from({ length: CHECKS }, (_, at) => ({
    site,
    check: `check-${at}`,
    subject: `http://www.example.gov.cn/c${at}/`,
    verdict: 'pass' as const,
    says: `栏目最近更新距今 ${at + night} 天。`,
    measured: { value: at + night, unit: 'day' as const, threshold: 14 },
    evidence: [cited[at] ?? '', cited[at + 1] ?? ''] as const,
  }))
}

/** Chinese prose of some thousand characters that is its own on every page. */
function html(site: number, page: number): string {
  const random = sequence(site * 1000 + page + 7)
  const words = Array.from({ length: 700 }, () => String.fromCodePoint(0x4e00 + (random() % 3000))).join('')
  return `<!doctype html><html><head><title>页面 ${page}</title></head><body><ul><li>${words}</li></ul></body></html>`
}

function sequence(seed: number): () => number {
  let state = (seed * 2654435761 + 1) >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 8
  }
}
