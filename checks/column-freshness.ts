import { defineCheck } from '../src/model/check.ts'
import { judgeColumn } from '../src/model/column-judging.ts'
import { doubt, homeDoubt, notApplicable } from '../src/model/judging.ts'
import { mayBeLost } from '../src/model/loss.ts'
import { dayOf } from '../src/model/time.ts'

/** Other columns that should be updated are: personnel and planning within a year, and whatever the registry names. */
export default defineCheck({
  id: 'column-freshness',
  title: '其他应更新栏目更新',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '单项否决：应更新未更新栏目',
    says: '人事、规划计划类栏目一年内应更新，其他应更新的栏目由登记册指定；达到 10 个未更新为不合格。',
    confidence: 'seen',
  },
  needs: ['columns', 'home', 'notes'],
  options: { personnelMonths: 12, planningMonths: 12, otherMonths: 12 },

  run({ columns, home, notes }, { site, asOf, options }) {
    const today = dayOf(asOf)
    const found = columns.flatMap((column) => {
      if (column.kind === 'personnel') return [judgeColumn(column, today, { months: options.personnelMonths })]
      if (column.kind === 'planning') return [judgeColumn(column, today, { months: options.planningMonths })]
      // Whether any other column has to be updated is known only where a person registered it.
      if (column.kind === 'other' && column.pinned) return [judgeColumn(column, today, { months: options.otherMonths })]
      return []
    })
    if (found.length > 0) return found
    const reason = homeDoubt(home, notes) ?? mayBeLost(home, notes)
    if (reason) return [doubt(reason.because, { subject: site.home, says: `${reason.says}，未能查找其他应更新的栏目。` }, home.evidence)]
    return [notApplicable({ subject: site.home, says: '未识别到人事、规划计划类栏目，登记册也未指定其他应更新的栏目。' }, home.evidence)]
  },
})
