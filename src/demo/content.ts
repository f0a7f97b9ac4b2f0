import type { LocalDate } from '../model/time.ts'
import { ago, type DateStyle } from './dates.ts'
import { INTERPRETATIONS, NEWS, NOTICES, PERSONNEL, PLANS, POLICIES, SERVICES } from './titles.ts'

/** Who a site is, as its markup and footer say it. */
export interface Identity {
  readonly code: string
  readonly name: string
  readonly owner: string
  readonly host: string
  readonly origin: string
  /** The word that titles carry: a city, or a field of work. */
  readonly place: string
}

export interface Article {
  readonly id: number
  readonly title: string
  /** The publication date as printed. */
  readonly date: LocalDate
  /** The date in the address, where it differs from the printed one. */
  readonly addressDate?: LocalDate
  readonly source: string
}

export interface Column {
  readonly name: string
  /** Folder, number or letters: whatever the platform makes of it. */
  readonly slug: string
  readonly number: number
  readonly type: string
  /** What its lists show for a date, where it is not the site's own style. */
  readonly listed?: DateStyle
  /** Shown in place of a list that has no rows. */
  readonly note?: string
  /** Newest first, but for a pinned one on top. */
  readonly articles: readonly Article[]
}

export type Topic = 'news' | 'notice' | 'policy' | 'personnel' | 'planning' | 'interpretation' | 'service'

const TITLES: Readonly<Record<Topic, readonly string[]>> = {
  news: NEWS,
  notice: NOTICES,
  policy: POLICIES,
  personnel: PERSONNEL,
  planning: PLANS,
  interpretation: INTERPRETATIONS,
  service: SERVICES,
}

/** Days between two articles of one column. */
const STEP: Readonly<Record<Topic, number>> = {
  news: 2,
  notice: 9,
  policy: 16,
  personnel: 30,
  planning: 45,
  interpretation: 12,
  service: 20,
}

export interface ColumnOptions {
  /** Days since the newest article. */
  readonly newest: number
  readonly count?: number
  /** Days between two articles, where the topic's own pace will not do. */
  readonly step?: number
}

/** The articles of a column, newest first; ids differ across columns by the column's number. */
export function writeArticles(
  topic: Topic,
  number: number,
  identity: Identity,
  today: LocalDate,
  options: ColumnOptions,
): readonly Article[] {
  const titles = TITLES[topic]
  const count = Math.min(options.count ?? 6, titles.length)
  const step = options.step ?? STEP[topic]
  return titles.slice(0, count).map((title, index) => ({
    id: 1_400_000 + number * 1000 + index,
    title: title.replaceAll('@', identity.place),
    date: ago(today, options.newest + index * step),
    source: identity.owner,
  }))
}
