import { defineCheck } from '../src/model/check.ts'
import { isFirstClass, judgeColumn, noColumns } from '../src/model/column-judging.ts'
import { dayOf } from '../src/model/time.ts'

/** News columns are young, and so are the first-class columns of notices and policies. */
export default defineCheck({
  id: 'key-columns',
  title: '动态要闻、通知公告、政策文件栏目更新',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '单项否决：栏目不更新',
    says: '动态、要闻类栏目两周内应更新，通知公告、政策文件类一级栏目六个月内应更新；累计 5 个未更新为不合格。',
    confidence: 'seen',
  },
  needs: ['columns', 'home', 'notes'],
  options: { newsDays: 14, noticeMonths: 6, policyMonths: 6 },

  run(evidence, { site, asOf, options }) {
    const today = dayOf(asOf)
    const found = evidence.columns.flatMap((column) => {
      if (column.kind === 'news') return [judgeColumn(column, today, { days: options.newsDays })]
      if (!isFirstClass(column)) return []
      if (column.kind === 'notice') return [judgeColumn(column, today, { months: options.noticeMonths })]
      if (column.kind === 'policy') return [judgeColumn(column, today, { months: options.policyMonths })]
      return []
    })
    return found.length > 0 ? found : [noColumns(evidence, site.home, ['news', 'notice', 'policy'])]
  },
})
