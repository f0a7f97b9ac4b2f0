import type { PageFacts, PublishedAtSource } from '../model/page.ts'
import type { LocalDate } from '../model/time.ts'
import { dateInUrl, type FoundDate, findDatesAt, narrow } from './dates.ts'
import type { PageDocument } from './document.ts'
import { said } from './metas.ts'
import { fold, textOf } from './text.ts'

/** A printed publication date stands near the headline; further down it is somebody else's date. */
const MAX_DISTANCE = 30_000
/** So near behind the headline, and with no sentence between them, a date needs no label. */
const BELOW_HEADLINE = 60
const END = String.raw`\s{0,2}[:：]?\s{0,2}[[(（]?\s{0,2}$`
const PUBLISHED = new RegExp(
  `(?:(?:发布|发稿|刊发|上网|公开|信息发布|公布|发表|录入|信息)(?:日期|时间)|(?:发布|发表|刊登)于|时间发布)${END}`,
)
const UPDATED = new RegExp(`(?:更新|修改|发文|生成|制发)(?:日期|时间)${END}`)
const WEAK = /(?:^|[\s[(（【|])(?:日\s{0,6}期|时\s{0,6}间|date|time|updated|published)\s{0,2}[:：]\s{0,2}$/i
/** Dates of something else: the document's own life, today, other people's deadlines. */
const OTHER = new RegExp(
  `(?:成文|印发|打印|生效|施行|实施|截止|截至|废止|失效|有效期至|今天是?|现在是?|今日|当前|登录|成立|版权|开始|结束|答复|来信|办结)(?:日期|时间)?${END}`,
)
/** What stands beside an unlabelled date in the line below a headline. */
const BYLINE = /来\s?源|作者|字体|字号|浏览|点击|阅读|访问|编辑|责编|打印|分享|发布人|发布机构|撰稿|供稿|信息员/g
/** Those that stand below a headline; the rest may as well stand below a letter and the day on which it was signed. */
const HEAD_BYLINE = /来\s?源|作者|字体|字号|浏览|点击|阅读|访问|发布人|发布机构/g
const TIME = /^\s{0,2}\d{1,2}(?::\d\d(?::\d\d)?|时\d{1,2}分(?:\d{1,2}秒)?)/

type Published = Pick<PageFacts, 'publishedAt' | 'publishedAtSource' | 'otherDates'>

/** When the article was published: the date printed on it, else the meta, else its URL; the others are kept where they differ. */
export function readPublishedAt(doc: PageDocument, metas: Readonly<Record<string, string>>, isList: boolean): Published {
  const candidates: { source: PublishedAtSource; date: LocalDate | null }[] = [
    { source: 'printed', date: printed(doc, metas, isList && said(metas, 'ArticleTitle') === null) },
    { source: 'meta', date: findDatesAt(said(metas, 'PubDate') ?? '')[0]?.date ?? null },
    { source: 'url', date: dateInUrl(doc.url) },
  ]
  const known = candidates.flatMap(({ source, date }) => (date === null ? [] : [{ source, date }]))
  const [first, ...others] = known
  if (!first) return { publishedAt: null, publishedAtSource: null, otherDates: [] }
  return { publishedAt: first.date, publishedAtSource: first.source, otherDates: others.filter(({ date }) => date !== first.date) }
}

/** On a page of rows only a date that is labelled as published, and the only one so labelled, is the page's own. */
function printed(doc: PageDocument, metas: Readonly<Record<string, string>>, isList: boolean): LocalDate | null {
  const root = doc.$.root().get(0)
  const text = narrow(root ? textOf(root, { written: true, apart: true, max: MAX_DISTANCE }) : '')
  const found = findDatesAt(text).filter((date) => !OTHER.test(before(text, date)) && !isToday(text, date))
  const published = found.filter((date) => PUBLISHED.test(before(text, date)))
  if (isList) return published.length === 1 ? (published[0]?.date ?? null) : null
  const heads = headlines(doc, metas, text)
  const below = (date: FoundDate) =>
    heads.some((end) => date.index >= end && date.index - end <= BELOW_HEADLINE && !/[。；，！？、]/.test(text.slice(end, date.index)))
  const alone = found.filter((date) => standsAlone(text, date))
  const chosen =
    published[0] ??
    found.find((date) => UPDATED.test(before(text, date))) ??
    found.find((date) => WEAK.test(before(text, date)) && (below(date) || bylineDistance(text, date) <= 40)) ??
    nearest(text, alone) ??
    alone.find(below)
  return chosen?.date ?? null
}

const before = (text: string, { index }: FoundDate): string => text.slice(Math.max(0, index - 20), index)

/** The day of the week stands beside today's date in a page's head, hardly ever beside a publication date. */
function isToday(text: string, { index, length }: FoundDate): boolean {
  return /^[\s(（,，]{0,3}(?:星期|周[一二三四五六日]|农历|(?:\d{1,2}:\d\d(?::\d\d)?\s{0,3})?星期)/.test(
    text.slice(index + length, index + length + 20),
  )
}

/** Neither part of a sentence nor behind a label that is not known: a gap or a bracket before it; a gap, a time, a bracket or a byline's word behind it. */
function standsAlone(text: string, { index, length }: FoundDate): boolean {
  const rest = text.slice(index + length, index + length + 12)
  const lead = text.slice(Math.max(0, index - 1), index)
  return (
    /^$|[\s[\](（【|·]/.test(lead) &&
    !/[:：]\s$/.test(text.slice(Math.max(0, index - 2), index)) &&
    /^(?:$|[\s\])）】|-]|\d\d:|来源|作者|浏览|点击|字)/.test(rest) &&
    !/^\s?[至到—~前后]/.test(rest)
  )
}

/** Of dates that stand beside a byline's words, the one that stands closest to those of a headline, or else to any. */
function nearest(text: string, dates: readonly FoundDate[]): FoundDate | undefined {
  for (const words of [HEAD_BYLINE, BYLINE]) {
    const near = dates.map((date) => ({ date, distance: bylineDistance(text, date, words) })).filter(({ distance }) => distance <= 40)
    const [closest] = near.sort((a, b) => a.distance - b.distance || a.date.index - b.date.index)
    if (closest) return closest.date
  }
  return undefined
}

/** Characters between the date and the nearest word of a byline, another date between them being a wall; Infinity when none is near. */
function bylineDistance(text: string, { index, length }: FoundDate, words = BYLINE): number {
  const after = text.slice(index + length, index + length + 60).replace(TIME, '')
  const ahead = text.slice(Math.max(0, index - 50), index)
  const next = after.search(new RegExp(words.source))
  const last = [...ahead.matchAll(words)].at(-1)
  const wall = (between: string) => findDatesAt(between).length > 0
  const behind = next < 0 || wall(after.slice(0, next)) ? Number.POSITIVE_INFINITY : next
  const gap = last === undefined ? '' : ahead.slice(last.index + last[0].length)
  return Math.min(behind, last === undefined || wall(gap) ? Number.POSITIVE_INFINITY : gap.length)
}

/** Where each printing of the headline ends in the text. */
function headlines(doc: PageDocument, metas: Readonly<Record<string, string>>, text: string): number[] {
  const heading = doc
    .all('h1, h2')
    .slice(0, 10)
    .map((element) => textOf(element, { apart: true, max: 300 }))
  const title = fold(doc.$('title').first().text()).split(/[_|]| - /)[0] ?? ''
  const ends: number[] = []
  for (const headline of new Set([said(metas, 'ArticleTitle') ?? '', title, ...heading].map((one) => narrow(fold(one))))) {
    if (headline.length < 2) continue
    for (let at = text.indexOf(headline); at >= 0 && ends.length < 40; at = text.indexOf(headline, at + headline.length))
      ends.push(at + headline.length)
  }
  return ends
}
