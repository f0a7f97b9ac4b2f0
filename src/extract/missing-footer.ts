import type { Element } from 'domhandler'
import { holdersOf } from './below.ts'
import type { PageDocument } from './document.ts'
import { marksOf } from './row-text.ts'
import { textOf } from './text.ts'

/** Begins every reason that concerns the footer and nothing else. */
const FOOTER = 'the footer '
const BOX =
  /(?:^|[\s_-])(?:page|common|site)?_?(?:foot|footer|bottom|copyright|dibu)(?:[_-]?(?:box|wrap|wrapper|con|content|main|area|div|html|\d{1,2}))?(?:$|\s)/i
/** What a footer says. */
const SAID = /标\s?识\s?码|ICP\s?[备证]|公网?安备|版权所有|主办(?:单位)?\s?[:：]/i
const MOST_BOXES = 5000

/** True for a reason to draw a page that matters to nothing but what its footer says. */
export const concernsFooter = (reason: string): boolean => reason.startsWith(FOOTER)

/** Why the page's footer is not in its markup: it shows none, and the box for it stands empty. Null when it is there, or nothing says where it would be. */
export function missingFooter(doc: PageDocument): string | null {
  if (SAID.test(doc.visible.slice(-3000))) return null
  const showing = holdersOf(doc.all('a, img, script, iframe'))
  const isEmpty = (box: Element) => !showing.has(box) && textOf(box, { max: 400, most: 50 }) === ''
  const box = doc
    .all('div, footer, section')
    .slice(-MOST_BOXES)
    .find((one) => (one.name === 'footer' || BOX.test(marksOf(one))) && isEmpty(one))
  return box === undefined ? null : `${FOOTER}is empty, and a script of the site may fill it`
}
