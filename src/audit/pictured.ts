import type { CaptureId } from '../model/capture.ts'
import type { Evidence } from '../model/evidence.ts'
import type { RecordedFinding } from '../model/finding.ts'
import type { ListRow } from '../model/page.ts'
import type { Place, WantedMark, WantedPicture } from '../model/picture.ts'
import type { SiteScore } from '../model/rubric.ts'
import type { Patterns } from '../model/settings.ts'
import type { Site } from '../model/site.ts'
import { addDays, dayOf, type Instant, type LocalDate } from '../model/time.ts'
import { placeOf } from './place.ts'

export interface JudgedSite {
  readonly site: Site
  /** The moment judged. */
  readonly asOf: Instant
  readonly evidence: Evidence
  readonly findings: readonly RecordedFinding[]
  readonly scores: readonly SiteScore[]
  readonly patterns: Patterns
}

/** What no sum of points outweighs. */
const PRICE_OF_A_VETO = 1000
/** A picture with more marks shows nothing. */
const MARKS_PER_PICTURE = 50
/** Titles are shown so far. */
const WORDS = 40

/** Where a finding can be seen, and what to mark there. */
interface Sight extends Pick<WantedMark, 'at' | 'says'> {
  readonly url: string
}
type Failing = Extract<RecordedFinding, { verdict: 'pass' | 'fail' }>

/**
 * The pages on which failing findings can be seen, each once with everything that is to be seen on it; no more than `most`, the most expensive first. What no
 * page shows (names, IPv6, availability, the ledger) is left out.
 */
export function choosePictures(judged: JudgedSite, most: number): WantedPicture[] {
  const seen = judged.findings.filter(isFailing).flatMap((finding) => {
    const sight = sightOf(finding, judged)
    return sight ? [{ ...sight, finding, price: priceOf(finding.check, judged.scores) }] : []
  })
  const homes = new Set(homeUrls(judged).map(placeOf))
  const pages = Map.groupBy(seen, ({ url }) => (homes.has(placeOf(url)) ? homeUrl(judged) : placeOf(url)))
  const sum = (page: typeof seen) => page.reduce((all, { price }) => all + price, 0)
  return [...pages.values()]
    .sort((a, b) => sum(b) - sum(a))
    .slice(0, most)
    .flatMap((page) => {
      const [first, ...rest] = page.toSorted((a, b) => b.price - a.price)
      if (!first) return []
      const marks = [first, ...rest]
        .slice(0, MARKS_PER_PICTURE)
        .map(({ finding: { check, subject }, at, says }) => ({ check, subject, at, says }))
      return [{ url: homes.has(placeOf(first.url)) ? homeUrl(judged) : first.url, marks }]
    })
}

function isFailing(finding: RecordedFinding): finding is Failing {
  return finding.verdict === 'fail'
}

/** Points that one failing subject of the check costs for certain, under the rubric that asks most for it. */
function priceOf(check: string, scores: readonly SiteScore[]): number {
  const own = scores.flatMap(({ indicators }) => indicators.filter((indicator) => indicator.check === check))
  const prices = own.map(({ vetoed, points, score, tally }) =>
    vetoed === 'yes' ? PRICE_OF_A_VETO : (points - score.high) / Math.max(1, tally.fail),
  )
  return Math.max(0, ...prices)
}

/** By what the finding rests on, its nearest evidence first; null when there is nothing to be seen. */
function sightOf(finding: Failing, judged: JudgedSite): Sight | null {
  for (const look of [ofLink, ofColumn, ofBoard, ofForm, ofHome]) {
    const sight = look(finding, judged)
    if (sight) return sight
  }
  return null
}

function ofLink({ subject, evidence: cited }: Failing, { evidence: { links } }: JudgedSite): Sight | null {
  const link = links.find(({ id, url }) => url === subject && cited.includes(id))
  // Whatever is wrong over IPv6 alone cannot be seen on a page.
  if (!link || (link.family === 6 && links.some(({ url, family }) => url === subject && family === 4))) return null
  const text = link.text.trim()
  return { url: link.foundOn, at: { kind: 'link', href: link.url }, says: `链接${text === '' ? ` ${link.url}` : quoted(text)}` }
}

function ofColumn({ subject, evidence: cited }: Failing, { evidence: { columns }, patterns }: JudgedSite): Sight | null {
  const column = columns.find(({ url, evidence }) => url === subject && shares(evidence, cited))
  if (!column) return null
  const { url, rows, newest } = column
  const name = `栏目${quoted(column.name)}`
  const row = rowOf(rows, newest)
  if (row) return { url, at: row, says: `${name}最新的信息${quoted(row.title)}` }
  if (column.underConstruction) return { url, at: { kind: 'text', words: patterns.underConstruction }, says: `${name}正在建设的提示` }
  return { url, at: null, says: `${name}的信息` }
}

function ofBoard({ check, subject, evidence: cited }: Failing, { evidence: { board } }: JudgedSite): Sight | null {
  if (board.url === null || !shares(board.evidence, cited)) return null
  const { url, messages, newestAnswer } = board
  if (check === 'board-statistics') return { url, at: null, says: '留言办理情况统计数据' }
  const message =
    subject === url
      ? messages.find(({ answeredOn }) => answeredOn !== null && answeredOn === newestAnswer)
      : messages.find((one) => one.url === subject || `${url} ${one.title}` === subject)
  return message ? { url, at: { kind: 'row', href: message.url, title: message.title }, says: `留言${quoted(message.title)}` } : null
}

/** The year of a form is told by its entry, everything else by the form itself. */
function ofForm({ check, subject, says }: Failing, judged: JudgedSite): Sight | null {
  const { onHome, elsewhere, form } = judged.evidence.annualForm
  if (check === 'annual-form-year') {
    const entry = elsewhere.find(({ url }) => url === subject)
    const url = onHome.some((link) => link.url === subject) ? homeUrl(judged) : entry?.foundOn
    return url === undefined ? null : { url, at: { kind: 'link', href: subject }, says: '年度报表入口' }
  }
  if (!form || form.url !== subject) return null
  const plain = says.replace(/\s/g, '')
  const names = Object.keys(form.numbers).filter((name) => plain.includes(name.replace(/\s/g, '')))
  const date = form.publishedAt ?? form.filledOn
  const words = names.length > 0 || date === null ? names : spellings(date)
  return { url: subject, at: { kind: 'text', words }, says: '年度报表的有关内容' }
}

/** What is seen on a homepage, by the question that was asked about it. */
const ON_HOME: Readonly<Record<string, (finding: Failing, judged: JudgedSite) => Omit<Sight, 'url'> | null>> = {
  'annual-form-home': () => ({ at: null, says: '政府网站工作年度报表入口' }),
  'error-report-entry': () => ({ at: null, says: '“我为政府网站找错”入口' }),
  'message-board': () => ({ at: null, says: '互动交流渠道入口' }),
  'error-report-code': () => ({ at: { kind: 'selector', css: ERROR_REPORT }, says: '“我为政府网站找错”入口' }),
  'home-freshness': (finding, judged) => {
    const row = rowOf(judged.evidence.home.facts?.list ?? [], newestDay(finding, judged.asOf))
    return row && { at: row, says: `首页最新的信息${quoted(row.title)}` }
  },
}
/** The mark of the platform's script, or a link to its form; the script itself where it left no mark. */
const ERROR_REPORT = [
  '[id="_span_jiucuo" i]',
  'a[href*="jiucuo" i]',
  '[onclick*="jiucuo" i]',
  'img[src*="jiucuo" i]',
  'script[id="_jiucuo_" i]',
]

function ofHome(finding: Failing, judged: JudgedSite): Sight | null {
  const sight = finding.subject === judged.site.home ? ON_HOME[finding.check]?.(finding, judged) : null
  return sight ? { url: homeUrl(judged), ...sight } : null
}

/** The look at the homepage that its content was read from. */
function homeUrl({ site, evidence: { home } }: JudgedSite): string {
  return home.looks.find(({ id }) => home.evidence.includes(id))?.url ?? site.home
}

function homeUrls({ site, evidence: { home } }: JudgedSite): string[] {
  const ends = home.looks.flatMap(({ url, outcome }) => [url, ...(outcome.kind === 'answered' ? [outcome.finalUrl] : [])])
  return [site.home, ...ends]
}

/** The first row of the day, or else the first of all. */
function rowOf(rows: readonly ListRow[], day: LocalDate | null): Extract<Place, { kind: 'row' }> | null {
  const row = (day === null ? undefined : rows.find(({ date }) => date === day)) ?? rows[0]
  return row ? { kind: 'row', href: row.url, title: row.title } : null
}

/** The day from which the finding counts. */
function newestDay({ measured }: Failing, asOf: Instant): LocalDate | null {
  return measured?.unit === 'day' ? addDays(dayOf(asOf), -measured.value) : null
}

/** A date in the ways in which pages write it. */
function spellings(date: LocalDate): string[] {
  const [year = '', month = '', day = ''] = date.split('-')
  const short = [year, Number(month), Number(day)]
  return [
    date,
    `${short[0]}年${short[1]}月${short[2]}日`,
    `${year}年${month}月${day}日`,
    `${year}/${month}/${day}`,
    `${year}.${month}.${day}`,
  ]
}

function quoted(text: string): string {
  const folded = text.replace(/\s+/g, ' ').trim()
  return `“${folded.length > WORDS ? `${folded.slice(0, WORDS)}…` : folded}”`
}

function shares(a: readonly CaptureId[], b: readonly CaptureId[]): boolean {
  return a.some((id) => b.includes(id))
}
