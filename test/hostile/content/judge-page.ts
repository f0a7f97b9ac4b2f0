import columnFreshness from '../../../checks/column-freshness.ts'
import emptyColumns from '../../../checks/empty-columns.ts'
import { assembleEvidence } from '../../../src/audit/evidence.ts'
import type { Capture, PageCapture } from '../../../src/model/capture.ts'
import type { Finding } from '../../../src/model/finding.ts'
import type { Site } from '../../../src/model/site.ts'
import { AT, CONFIG, HOME, list, page } from '../../audit/night.ts'
import { SILENT } from '../../store/content.ts'

/** An answer as a column's page. */
export interface Answer {
  readonly bytes: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly truncated?: boolean
}

const ADDRESS = `${HOME}rsxx/`
/** Well-filled neighbours: without them nobody would believe that a column is empty, and nothing could be wrongly said. */
const NEIGHBOURS = ['xw', 'tz', 'zc'].map((name) => `${HOME}${name}/`)
const goodAt = (url: string): Answer => ({
  bytes: Buffer.from(
    page('新闻动态', list(Array.from({ length: 12 }, (_, row) => ['2026-03-05', `关于第${row + 1}号事项的通知公告`, `${url}${row}.html`]))),
  ),
})
const SITE: Site = {
  code: '6200000001',
  name: '甲市人民政府',
  owner: { name: '甲市人民政府', kind: 'city' },
  home: HOME,
  pins: {
    columns: [
      { name: '人事信息', url: ADDRESS, kind: 'personnel' },
      ...NEIGHBOURS.map((url) => ({ name: '新闻动态', url, kind: 'news' as const })),
    ],
  },
  authorised: false,
}

/** What is found about a column that a person registered, among well-filled ones, when its page answers so: whether it is empty, and whether it is fresh. */
export async function judgePage(answer: Answer): Promise<Finding[]> {
  const bodies = new Map<string, Uint8Array>()
  const pageOf = (role: PageCapture['role'], url: string, { bytes, headers, truncated = false }: Answer): Capture => {
    const id = `${role} ${url}`
    bodies.set(id, bytes)
    const head = { status: 200, finalUrl: url, redirects: [], headers: headers ?? { 'content-type': 'text/html' }, millis: 5 }
    const outcome = { kind: 'answered', ...head, body: { sha256: id, length: bytes.length }, truncated } as const
    return { id, kind: 'page', role, url, family: 4, look: 1, takenAt: AT, level: 2, outcome }
  }
  const captures = [
    pageOf('home', HOME, goodAt(HOME)),
    pageOf('column', ADDRESS, answer),
    ...NEIGHBOURS.map((url) => pageOf('column', url, goodAt(url))),
  ]
  const evidence = await assembleEvidence({
    site: SITE,
    captures,
    vantage: [],
    body: ({ sha256 }) => Buffer.from(bodies.get(sha256) ?? []),
    tickets: null,
    availability: { probes: [], planned: 0, days: 7 },
    config: CONFIG,
    log: SILENT,
    asOf: AT,
  })
  const about = { site: SITE, asOf: AT, calendar: { isWorkingDay: () => undefined } }
  const found = [
    ...emptyColumns.run(evidence, { ...about, options: emptyColumns.options }),
    ...columnFreshness.run(evidence, { ...about, options: columnFreshness.options }),
  ]
  return found.filter(({ subject }) => subject === ADDRESS)
}
