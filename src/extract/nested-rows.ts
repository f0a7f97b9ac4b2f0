import { type Element, isTag } from 'domhandler'
import { ITEMS, itemOf, type RowLink } from './row-link.ts'
import { marksOf, upwards } from './row-text.ts'

/** What a list within a row tells of that row. */
const RELATED = /解读|图解|附件|相关|问答|解析|一图/
const RELATED_PLACE = /xgjd|xgwj|xgwd|xglj|xgxx|relat|jiedu|interpret|wjjd/i
/** A row has no more related links than this; a box with more is a list under a headline. */
const MAX_RELATED = 6

interface Read {
  readonly row: RowLink
  readonly title: string
  readonly dated: { readonly shows: boolean }
}

/** The rows without those that belong to another row: 相关解读, attachments and other lists within a dated row or in a box of their own beside it. */
export function withoutNested<T extends Read>(rows: readonly T[]): T[] {
  const heads = new Set(rows.filter(({ dated }) => dated.shows).map(({ row }) => itemOf(row.link)))
  const outer = new Map(rows.map((one) => [one, headAround(one.row.link, heads)]))
  const sizes = Map.groupBy(rows, (one) => outer.get(one))
  return rows.filter((one) => {
    const head = outer.get(one)
    if (head !== undefined && (sizes.get(head)?.length ?? 0) <= MAX_RELATED) return false
    return !(RELATED.test(one.title) && isInRelatedPlace(one.row.link))
  })
}

/** The nearest item around the link's own that holds a dated row itself. */
function headAround(link: Element, heads: ReadonlySet<Element | undefined>): Element | undefined {
  const parent = itemOf(link)?.parent
  if (!parent || !isTag(parent)) return undefined
  return [...upwards(parent)].find((element) => ITEMS.has(element.name) && heads.has(element))
}

function isInRelatedPlace(link: Element): boolean {
  let steps = 0
  for (const element of upwards(link)) {
    if (RELATED_PLACE.test(marksOf(element))) return true
    if (++steps > 5) return false
  }
  return false
}
