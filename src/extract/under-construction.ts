import type { PageDocument } from './document.ts'
import { linesOf } from './lines.ts'
import { narrow } from './wide.ts'

/** A page is under construction only when it says so in few words. */
const MAX_TEXT = 3000
const MAX_LINE = 40
/** What may stand before the words: politeness, and the page itself. Anything else is a bridge, a city, a campaign that is being built. */
const BEFORE =
  /^[\s\p{P}\p{S}]{0,40}(?:(?:对不起|很?抱歉|不好意思|您好|提示|温馨提示)[\s\p{P}]{0,20})?(?:.{0,12}(?:栏目|页面|网页|网站|频道|专题|专栏|板块|版块|模块|系统|功能|平台|内容|信息))?(?:正在|尚在|还在|仍在)?[\s\p{P}]{0,20}$/u
const BEHIND = /^(?:[\s\p{P}\p{S}]|敬请|请|欢迎|稍|$)/u

/** True for a page without rows that says, in a line of its own, one of the words for being built. */
export function isUnderConstruction(doc: PageDocument, hasRows: boolean, words: readonly string[]): boolean {
  if (hasRows || doc.visible.length > MAX_TEXT) return false
  const said = words.filter((word) => doc.visible.includes(word)).map(narrow)
  return said.length > 0 && linesOf(doc).some(({ text }) => text.length <= MAX_LINE && said.some((word) => speaksOfItself(text, word)))
}

function speaksOfItself(line: string, word: string): boolean {
  const at = line.indexOf(word)
  return at >= 0 && BEFORE.test(line.slice(0, at)) && BEHIND.test(line.slice(at + word.length))
}
