import { defineCheck } from '../src/model/check.ts'
import { isFirstClass, judgeColumn, noColumns } from '../src/model/column-judging.ts'
import { dayOf } from '../src/model/time.ts'

/** The policy column has something from the last half year. */
export default defineCheck({
  id: 'policy-column',
  title: '政策文件栏目更新',
  basis: {
    document: '国办秘函〔2019〕19号',
    clause: '信息更新：政策文件栏目',
    says: '政策文件类栏目超过六个月未更新的扣 5 分。',
    confidence: 'seen',
  },
  needs: ['columns', 'home', 'notes'],
  options: { months: 6 },

  run(evidence, { site, asOf, options }) {
    const policy = evidence.columns.filter((column) => column.kind === 'policy' && isFirstClass(column))
    if (policy.length === 0) return [noColumns(evidence, site.home, ['policy'])]
    return policy.map((column) => judgeColumn(column, dayOf(asOf), { months: options.months }))
  },
})
