import { defineCheck } from '../src/model/check.ts'
import { isEmpty, unreadReason } from '../src/model/column-judging.ts'
import type { ColumnView } from '../src/model/evidence.ts'
import { cite, doubt, homeDoubt } from '../src/model/judging.ts'

/** No column stands empty or under construction. */
export default defineCheck({
  id: 'empty-columns',
  title: '空白栏目',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '单项否决：空白栏目',
    says: '栏目不得从无内容或者长期显示正在建设；空白栏目达到 5 个为不合格。',
    confidence: 'seen',
  },
  needs: ['columns', 'home', 'notes'],
  /** `readable`: so many of the site's columns must have shown their rows before a column without rows is called empty. */
  options: { readable: 2 },

  run({ columns, home, notes }, { site, options }) {
    const subject = site.home
    const judged = columns.filter((column) => column.kind !== 'static')
    if (judged.length === 0) {
      const reason = homeDoubt(home, notes) ?? { because: 'no-evidence' as const, says: '未在网站导航中识别到栏目' }
      return [doubt(reason.because, { subject, says: `${reason.says}，无法检查空白栏目。` }, home.evidence)]
    }
    const filled = judged.filter(({ rows }) => rows.length > 0)
    const proven = filled.length >= options.readable
    const found = judged.filter(({ rows }) => rows.length === 0).flatMap((column) => judgeBare(column, proven))
    if (filled.length > 0) {
      const evidence = filled.flatMap((column) => column.evidence.slice(0, 1))
      found.unshift(cite('pass', { subject, says: `${filled.length} 个栏目有内容。`, stands: filled.length }, evidence))
    }
    if (found.length > 0) return found
    return [
      doubt('unreadable', { subject, says: `识别到的 ${judged.length} 个栏目均没有读到信息列表，无法判断是否为空白栏目。` }, home.evidence),
    ]
  },
})

/** A page without rows may be pictures or a service: only where a list is expected and lists of this site can be read is it empty for certain. */
function judgeBare(column: ColumnView, proven: boolean) {
  const { name, url: subject, evidence } = column
  if (column.unread !== null) {
    const { because, says } = unreadReason(column.unread)
    return [doubt(because, { subject, says: `栏目“${name}”${says}，无法判断是否为空白栏目。` }, evidence)]
  }
  if (column.underConstruction) return [cite('fail', { subject, says: `栏目“${name}”没有内容，页面显示正在建设。` }, evidence)]
  if (!isEmpty(column)) return []
  if (!proven) return [doubt('unreadable', { subject, says: `栏目“${name}”没有读到信息列表，无法判断是否为空白栏目。` }, evidence)]
  if (column.kind !== 'other' || column.pinned) return [cite('fail', { subject, says: `栏目“${name}”没有任何信息。` }, evidence)]
  return [doubt('needs-a-person', { subject, says: `栏目“${name}”没有读到任何信息，不能确定是否应有内容，请人工核实。` }, evidence)]
}
