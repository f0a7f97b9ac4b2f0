import { defineCheck } from '../src/model/check.ts'
import { formEvidence, noForm, unreadForm } from '../src/model/form-judging.ts'
import { cite, doubt } from '../src/model/judging.ts'
import { isOfficialCode, type Site } from '../src/model/site.ts'

/** The form's numbers fit together, and it is this site's form. */
export default defineCheck({
  id: 'annual-form-consistency',
  title: '年度报表数据自洽',
  basis: {
    document: '国办函〔2018〕12号',
    clause: '年度报表填报要求',
    says: '报表数据应当真实准确：办结数不超过收到数，公开答复数不超过办结数，总数等于各分项之和，标识码与登记一致。',
    confidence: 'believed',
  },
  needs: ['annualForm', 'home', 'notes'],
  /** Names as in the form; `a<=b` and `total=part+part`. A relation of which a number is not shown is not judged. */
  options: {
    relations: [
      '办结留言数量<=收到留言数量',
      '公开答复数量<=办结留言数量',
      '信息发布总数=概况类信息更新量+政务动态信息更新量+信息公开目录信息更新量',
      '解读信息发布总数=解读材料数量+解读产品数量+媒体评论文章数量',
      '办件量总数=自然人办件量+法人办件量',
      '可全程在线办理政务服务事项数量<=政务服务事项数量',
      '问题整改数量<=发现问题数量',
    ],
  },

  run({ annualForm, home, notes }, { site, options }) {
    const { form } = annualForm
    const link = annualForm.onHome[0] ?? annualForm.elsewhere[0]
    if (!link && !form) return [noForm({ home, notes }, site.home, '的数据')]
    const subject = form?.url ?? link?.url ?? site.home
    const evidence = formEvidence({ home, annualForm })
    if (!form) {
      const { because, says } = unreadForm(annualForm)
      return [doubt(because, { subject, says: `${says}，数据需人工核对。` }, evidence)]
    }
    const numbers = new Map(Object.entries(form.numbers).map(([name, value]) => [plain(name), value]))
    const judged = options.relations.flatMap((relation) => judge(relation, numbers) ?? [])
    const identity = wrongOwner(form, site)
    const faults = [...judged.flatMap(({ fault }) => fault ?? []), ...identity]
    if (faults.length > 0) return [cite('fail', { subject, says: `年度报表数据不一致：${faults.join('；')}。` }, evidence)]
    if (judged.length > 0) return [cite('pass', { subject, says: `年度报表的 ${judged.length} 项数据关系成立。` }, evidence)]
    return [doubt('unreadable', { subject, says: '年度报表中没有读到可以互相核对的数据。' }, evidence)]
  },
})

const plain = (name: string): string => name.replace(/[\s（(）):：、，]/g, '')

/** Null when a number of the relation is missing. */
function judge(relation: string, numbers: ReadonlyMap<string, number>): { readonly fault: string | null } | null {
  const [operator] = /<=|=/.exec(relation) ?? []
  if (operator === undefined) return null
  const [left = '', right = ''] = relation.split(operator)
  const parts = right.split('+').map((name) => ({ name, value: numbers.get(plain(name)) }))
  const total = numbers.get(plain(left))
  if (total === undefined || parts.some(({ value }) => value === undefined)) return null
  const sum = parts.reduce((all, { value }) => all + (value ?? 0), 0)
  if (operator === '<=' ? total <= sum : total === sum) return { fault: null }
  const shown = parts.map(({ name, value }) => `${name} ${value}`).join('、')
  return { fault: operator === '<=' ? `${left} ${total} 大于${shown}` : `${left} ${total} 不等于分项之和 ${sum}（${shown}）` }
}

/** Another site's code in the header means that this is another site's form. */
function wrongOwner(form: { readonly siteCode: string | null }, site: Site): string[] {
  const code = form.siteCode?.trim() ?? ''
  const differs = isOfficialCode(site.code) && isOfficialCode(code) && code.toLowerCase() !== site.code.toLowerCase()
  return differs ? [`网站标识码 ${code} 与登记的 ${site.code} 不同`] : []
}
