import type { Element } from 'domhandler'
import type { AnnualFormFacts, AnnualFormLink } from '../model/page.ts'
import type { Patterns } from '../model/settings.ts'
import type { LocalDate } from '../model/time.ts'
import { readFormFields } from './annual-form-facts.ts'
import { elementsBelow } from './below.ts'
import { findDates } from './dates.ts'
import type { PageDocument } from './document.ts'
import { normalise } from './links.ts'
import { remembering } from './memo.ts'
import { readTargets, type Target } from './targets.ts'
import { fold, rawText, textOf } from './text.ts'
import { narrow } from './wide.ts'

type Words = Patterns['annualForm']

/** Longer texts are sentences about the form, not names of it. */
const MAX_NAME = 80
/** A block with more in it is no list of years. */
const MAX_NEIGHBOURS = 60
/** A name that was cut off must show at least so much of itself. */
const MIN_CUT_NAME = 6
const YEAR = '20[1-4]\\d'
/** A foreign form's name may stand beside ours in one text; what it has in common with ours must not count twice. */
const FORM_WORD = /网站|报表|年报/
const YEARLY = new RegExp(`(?:${YEAR}|二[〇○0零]二.)年?度?`, 'g')
/** A text that only says which year, or that there is more to see. */
const BARE = new RegExp(`^(?:${YEAR}年?度?|更多|more|查看|详情|点击|下载|进入|>|»|\\+)*$`, 'i')

/** Links to the site's own 政府网站工作年度报表, in document order, one for each address. */
export function readAnnualFormLinks(doc: PageDocument, patterns: Patterns): AnnualFormLink[] {
  const { annualForm: words } = patterns
  const found = new Map<string, AnnualFormLink>()
  for (const target of readTargets(doc)) {
    const text = nameOf(doc, target, words)
    // Most targets name no form: where they lead need not be worked out.
    const url = text === null ? undefined : target.url
    if (text === null || url === undefined) continue
    const year = yearInText(text) ?? target.labels.map(yearInText).find((one) => one !== null) ?? yearInAddress(url)
    const known = found.get(url)
    if (known === undefined || (known.year === null && year !== null)) found.set(url, { text, url, year })
  }
  return [...found.values()]
}

/** The form itself, read out of a page; null when the page shows none as text: a list of forms, a picture, an attachment. */
export function readAnnualForm(doc: PageDocument): AnnualFormFacts | null {
  const { siteName, home, siteCode, numbers, weight } = readFormFields(doc)
  const named = /网站.{0,30}(?:报表|年报|年度报告)|独立用户访问|填报单位/.test(narrow(doc.visible))
  if (!named || weight.numbers + weight.head < 3 || (weight.numbers === 0 && weight.head < 3)) return null
  return { year: yearOfForm(doc), siteName, home, siteCode, filledOn: filledOn(doc), numbers }
}

/** The year in the form's title, wherever that stands; a date of publication is none. */
function yearOfForm(doc: PageDocument): number | null {
  const titles = doc.all('title, h1, h2, h3, h4, caption').slice(0, 30)
  const near = [...doc.visible.slice(0, 20_000).matchAll(/.{0,24}(?:报表|年报|年度报告).{0,16}/g)].map(([text]) => text)
  const texts = [...titles.map((title) => rawText(title)).filter((text) => /报表|年报|报告/.test(text)), ...near]
  return texts.map(yearInText).find((year) => year !== null) ?? null
}

function filledOn(doc: PageDocument): LocalDate | null {
  for (const [, text = ''] of narrow(doc.visible).matchAll(/(?:填报|填表|报送|上报|填写)(?:日期|时间)\s?:?\s?(.{1,24})/g)) {
    const [date] = findDates(text)
    if (date !== undefined) return date
  }
  const [, text = ''] = /(?:联系电话|填报人|审核人|负责人).{0,60}日期\s?:?\s?(.{1,20})/.exec(narrow(doc.visible)) ?? []
  return findDates(text)[0] ?? null
}

const NAMES = new WeakMap<Words, (label: string) => boolean>()

/** Whether one of a link's labels names the form. */
function namesForm(words: Words): (label: string) => boolean {
  const known = NAMES.get(words) ?? remembering((label) => isFormName(label, words))
  NAMES.set(words, known)
  return known
}

/** The text by which the target is the form; null when it is not. */
function nameOf(doc: PageDocument, target: Target, words: Words): string | null {
  const named = target.labels.find(namesForm(words))
  if (named !== undefined) return named
  const bare = target.labels.every((label) => BARE.test(compact(label)))
  const vague = bare || target.labels.every((label) => compact(label).length <= 12 && /报表|年报/.test(label))
  if (!vague || target.labels.some((label) => words.not.some((word) => compact(label).includes(word)))) return null
  if (target.url === undefined) return null
  if (byAddress(target.url, words) || (bare && byPicture(doc, target.element, words))) return target.text || target.labels[0] || ''
  const heading = bare && target.labels.length > 0 ? headingAround(target.element, words) : null
  return heading === null ? null : `${heading} ${target.text}`.trim()
}

/** True for a text that names the form, whatever unit, year, brackets and blanks stand within the name. */
export function isFormName(text: string, words: Words): boolean {
  if (text.length > MAX_NAME || !/[报年]/.test(text)) return false
  const whole = [compact(text), compact(text.replace(/[()（）[\]【】〔〕]/g, ''))]
  const variants = whole.flatMap((one) => [one, one.replace(YEARLY, ''), one.replace(new RegExp(YEAR, 'g'), '')])
  const cut = /(?:…|(?<!\.)\.{2,})$/.test(text.trim())
  const foreign = words.not.map(compact)
  if (foreign.some((word) => !FORM_WORD.test(word) && whole.some((one) => one.includes(word)))) return false
  return variants.some((variant) => {
    const left = foreign.reduce((rest, word) => (FORM_WORD.test(word) ? rest.replaceAll(word, '\n') : rest), variant)
    return words.names.some((name) => left.includes(name) || (cut && endsWithin(left, name)))
  })
}

function endsWithin(text: string, name: string): boolean {
  const shown = text.replace(/(?<![….])[….]+$/, '')
  for (let length = name.length - 1; length >= MIN_CUT_NAME; length--) {
    const part = name.slice(0, length)
    if (part.includes('网站') && part.includes('年') && shown.endsWith(part)) return true
  }
  return false
}

/** Letters and digits alone: brackets with what they hold, blanks and signs left out. */
const compact: (text: string) => string = remembering((text) =>
  narrow(fold(text))
    .replace(/\([^()]{0,40}\)|\[[^[\]]{0,40}\]|【[^【】]{0,40}】|〔[^〔〕]{0,40}〕/g, '')
    .replace(/[\s"'“”‘’《》〈〉「」·:：|—_()[\]【】-]/g, ''),
)

function byAddress(url: string, words: Words): boolean {
  const parts = pathParts(url)
  const file = parts.at(-1) ?? ''
  if (words.files.some((name) => file.toLowerCase().startsWith(name.toLowerCase()))) return true
  if (isFormName(file.replace(/\.[a-z]{2,5}$/i, ''), words)) return true
  return parts.some((part) => isSlug(part, words))
}

function isSlug(part: string, { slugs }: Words): boolean {
  const bare = part
    .toLowerCase()
    .replace(/\.[a-z]{2,5}$/, '')
    .replace(/(?<![\d_-])[\d_-]+$/, '')
    .replace(/^[\d_-]+/, '')
  return slugs.includes(bare)
}

/** A picture whose file is named after the form. */
function byPicture(doc: PageDocument, element: Element, words: Words): boolean {
  return elementsBelow(element, ({ name }) => name === 'img').some(({ attribs }) => {
    const src = normalise(attribs['src'] ?? '', doc.base)
    const file = src === undefined ? '' : (pathParts(src).at(-1) ?? '')
    return isSlug(file, words) || isFormName(file.replace(/\.[a-z]{2,5}$/i, ''), words)
  })
}

/** The name of the block in which a list of years stands. */
function headingAround(element: Element, words: Words): string | null {
  let node = element.parent
  for (let depth = 0; depth < 5 && node !== null && 'attribs' in node; depth++, node = node.parent) {
    if (node.children.length > MAX_NEIGHBOURS) return null
    const text = textOf(node, { hidden: true, max: 400, skip: ({ name }) => name === 'a' || name === 'option' })
    if (text.length > MAX_NAME) return null
    if (isFormName(text, words)) return text
  }
  return null
}

/** The year that a text names; null when it names none or several. */
export function yearInText(text: string): number | null {
  const plain = narrow(text).replace(
    /二[〇○0零]([一二三四])([〇○0零一二三四五六七八九])/g,
    (_, tens: string, ones: string) => `20${digit(tens)}${digit(ones)}`,
  )
  const marked = [...plain.matchAll(new RegExp(`(?<!\\d)(${YEAR})\\s?(?:年\\s?度|年(?!\\s?\\d{1,2}\\s?月)|[)\\]】〕]|度)`, 'g'))]
  const yearly = marked.filter(([whole]) => whole.endsWith('度'))
  const bare = [...plain.matchAll(new RegExp(`(?<![\\d.-])(${YEAR})(?![\\d.年-]|\\s?年)`, 'g'))]
  for (const group of [yearly, marked, bare]) {
    const years = new Set(group.map(([, year]) => Number(year)))
    const [only] = years
    if (only !== undefined) return years.size === 1 ? only : null
  }
  return null
}

const digit = (numeral: string): string => String(Math.max(0, '零一二三四五六七八九'.indexOf(numeral)))

/** The year in a file's name; folders and whole dates are years of publication, and say nothing about the form. */
function yearInAddress(url: string): number | null {
  const file = pathParts(url).at(-1) ?? ''
  const bare = file.replace(/\.[a-z]{2,5}$/i, '')
  if (new RegExp(`${YEAR}[-_.](?:0?[1-9]|1[0-2])(?!\\d)`).test(bare)) return null
  return yearInText(bare.replace(/(20\d\d)(?=nd|年)/gi, ' $1 ').replace(/[_-]/g, ' '))
}

/** Decoded parts of the path, the query left out. */
function pathParts(url: string): string[] {
  return new URL(url).pathname.split('/').flatMap((part) => {
    if (part === '') return []
    try {
      return [decodeURIComponent(part)]
    } catch {
      return [part] // not UTF-8: compared as written
    }
  })
}
