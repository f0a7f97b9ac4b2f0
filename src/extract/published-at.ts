import type { PageFacts, PublishedAtSource } from '../model/page.ts'
import type { LocalDate } from '../model/time.ts'
import { dateInUrl, type FoundDate, findDatesAt, narrow } from './dates.ts'
import type { PageDocument } from './document.ts'

/** A printed publication date stands near the headline; further down it is somebody else's date. */
const MAX_DISTANCE = 30_000
const LABEL = /(?:发布|发稿|刊发|发文|上网|公开|更新|信息发布|公布)(?:日期|时间)\s{0,2}[:：]?\s{0,2}[[(（]?\s{0,2}$/
const WEAK_LABEL = /(?:^|[\s【[(（|])(?:日\s{0,4}期|时\s{0,4}间)\s{0,2}[:：]\s{0,2}$/
const OTHER_LABEL =
  /(?:成文|印发|打印|生效|施行|实施|截止|废止|失效|今天是?|现在是?|当前|登录|成立|版权|开始|结束|答复|来信|办结)(?:日期|时间)?\s{0,2}[:：]?\s{0,4}$/
/** What stands beside an unlabelled date in the line below a headline. */
const BYLINE = /来\s?源|作者|字体|字号|浏览|点击|阅读|访问|编辑|责编|打印|分享|发布人|撰稿/

type Published = Pick<PageFacts, 'publishedAt' | 'publishedAtSource' | 'otherDates'>

/** When the article was published: the date printed on it, else the meta, else its URL; the others are kept where they differ. */
export function readPublishedAt(doc: PageDocument, metas: Readonly<Record<string, string>>, isList: boolean): Published {
  const candidates: { source: PublishedAtSource; date: LocalDate | null }[] = [
    { source: 'printed', date: isList && !metas['ArticleTitle'] ? null : printed(doc) },
    { source: 'meta', date: findDatesAt(metas['PubDate'] ?? '')[0]?.date ?? null },
    { source: 'url', date: dateInUrl(doc.url) },
  ]
  const known = candidates.flatMap(({ source, date }) => (date === null ? [] : [{ source, date }]))
  const [first, ...others] = known
  if (!first) return { publishedAt: null, publishedAtSource: null, otherDates: [] }
  return { publishedAt: first.date, publishedAtSource: first.source, otherDates: others.filter(({ date }) => date !== first.date) }
}

function printed(doc: PageDocument): LocalDate | null {
  const text = narrow(doc.visible.slice(0, MAX_DISTANCE))
  const found = findDatesAt(text).filter((date) => !OTHER_LABEL.test(before(text, date)))
  const labelled = found.find((date) => LABEL.test(before(text, date))) ?? found.find((date) => WEAK_LABEL.test(before(text, date)))
  return (labelled ?? found.find((date) => inByline(text, date)))?.date ?? null
}

const before = (text: string, { index }: FoundDate): string => text.slice(Math.max(0, index - 20), index)

function inByline(text: string, { index, length }: FoundDate): boolean {
  const near = `${text.slice(Math.max(0, index - 30), index)} ${text.slice(index + length, index + length + 40)}`
  return BYLINE.test(near)
}
