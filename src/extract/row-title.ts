import { type Element, isTag } from 'domhandler'
import { cut } from './cut.ts'
import { narrow } from './dates.ts'
import { labelOf, type RowLink } from './row-link.ts'
import { fold, textOf, walk } from './text.ts'

const MAX_TITLE = 500
const TITLE_CLASS = /(?:^|[\s_-])(?:title|tit|bt|biaoti|name|subject|headline)(?:$|[\s_-])/i
const DATE = String.raw`[[(（【]?\s{0,2}(?:19|20)\d\d\s{0,2}(?:年|[-/.])\s{0,2}\d{1,2}\s{0,2}(?:月|[-/.])\s{0,2}\d{1,2}\s{0,2}日?(?:\s{1,3}\d{1,2}:\d\d(?::\d\d)?)?\s{0,2}[\])）】]?`
/** In brackets, or apart from the words: `2026年7月1日停水公告` begins with words of its own. */
const LEADING = new RegExp(`^(?:(?=[[(（【])${DATE}\\s{0,3}|${DATE}\\s{1,3})`)
const TRAILING = new RegExp(`\\s{0,3}${DATE}$`)

/** The row's headline: the `title` attribute where it is the fuller one, without the date and what other tooltips add. */
export function titleOfRow({ link }: RowLink): string {
  const shown = stripDates(headline(link)).replace(/^[·•●■◆►▪\s]+/, '')
  const named = tooltip(link.attribs['title'] || (shown === '' ? labelOf(link) : ''))
  const stem = shown.replace(/(?<![.…\s])[.…\s]+$/, '')
  const broken = /(?:(?<!\.)\.{2,}|(?<!…)…+)$/.test(shown)
  const fuller = named.length >= stem.length && (broken || stem === '' || named.startsWith(stem.slice(0, 6)))
  return cut(fuller && named !== '' ? named : shown, MAX_TITLE)
}

/** The link's text but for dates and boxes of dates; where the link holds a whole row with its summary, the headline in it. */
function headline(link: Element): string {
  if (!link.children.some(isTag)) return textOf(link, { max: MAX_TITLE * 2 })
  const heading =
    firstBelow(link, ({ name }) => /^h[1-6]$/.test(name)) ?? firstBelow(link, ({ attribs }) => TITLE_CLASS.test(attribs['class'] ?? ''))
  const skip = (element: Element) => element.children.length <= 12 && isDate(textOf(element, { max: 60, apart: true, most: 30 }))
  const text = textOf(heading ?? link, { max: MAX_TITLE * 2, skip })
  return text === '' ? textOf(link, { max: MAX_TITLE * 2 }) : text
}

function firstBelow(link: Element, fits: (element: Element) => boolean): Element | undefined {
  let found: Element | undefined
  walk(link, {
    enter(element) {
      if (element === link || !fits(element) || textOf(element, { max: 60, most: 30 }) === '') return undefined
      found = element
      return 'stop'
    },
  })
  return found
}

/** True for a date, or the parts of one, and nothing else. */
const isDate = (text: string): boolean =>
  text.length >= 2 &&
  text.length <= 40 &&
  /^[\d\s年月日:：./[\]()（）【】-]+$/.test(narrow(text)) &&
  /\d[-/.年月]\d|\d{4}/.test(narrow(text))

function stripDates(text: string): string {
  const plain = fold(text)
  const same = narrow(plain)
  const lead = LEADING.exec(same)?.[0].length ?? 0
  const rest = same.slice(lead)
  const trail = TRAILING.exec(rest)?.[0].length ?? 0
  // A headline that is nothing but a date keeps it; one that ends in a date of its own (…截至2026年7月31日) has it in no bracket and no box.
  const bare =
    trail > 0 &&
    /[\u4e00-\u9fff]$/.test(rest.slice(0, rest.length - trail)) &&
    !/[\s[(（【]/.test(rest.slice(rest.length - trail, rest.length - trail + 1))
  const end = bare ? plain.length : plain.length - trail
  const rid = fold(plain.slice(lead, end))
  return rid === '' ? plain : rid
}

/** hanweb and others write several facts into the tooltip: `文章标题：…  发表时间：…`. */
function tooltip(text: string): string {
  if (text === '') return ''
  const line = text.split(/[\r\n]/).find((one) => one.trim() !== '') ?? ''
  const marked = /标题\s{0,2}[:：]\s{0,2}(.{1,500})/.exec(text)?.[1]
  return fold((marked ?? line).replace(/(?:作者|发表时间|发布时间|发布日期|点击数|更新时间)\s{0,2}[:：].{0,100}$/, ''))
}
