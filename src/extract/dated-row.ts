import { type Element, isTag } from 'domhandler'
import { findDates, monthAndDay } from './dates.ts'
import { textOf } from './text.ts'

const ROW = /^(?:li|dd|dt|tr)$/

/** True for a link in a row of a list that shows a date: it is an article, whatever it is called. */
export function isInDatedRow(link: Element): boolean {
  let node = link.parent
  for (let up = 0; up < 3 && node !== null && isTag(node); up++, node = node.parent) {
    if (!ROW.test(node.name)) continue
    const text = textOf(node, { hidden: true, max: 200, skip: (inner) => inner === link })
    return findDates(text).length > 0 || monthAndDay(text) !== null
  }
  return false
}
