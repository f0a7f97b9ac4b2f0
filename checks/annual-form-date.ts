import { defineCheck } from '../src/model/check.ts'
import type { AnnualFormView } from '../src/model/evidence.ts'
import { formEvidence, judgedYear, noForm, unreadForm } from '../src/model/form-judging.ts'
import { cite, doubt, notApplicable } from '../src/model/judging.ts'
import { mayBeLost } from '../src/model/loss.ts'
import { dayOf, daysBetween } from '../src/model/time.ts'

/** The form of the due year came out by 31 January. */
export default defineCheck({
  id: 'annual-form-date',
  title: '年度报表按时公布',
  basis: {
    document: '国办函〔2018〕12号',
    clause: '年度报表发布',
    says: '上一年度的政府网站工作年度报表应当在 1 月 31 日前公布。',
    confidence: 'seen',
  },
  needs: ['annualForm', 'home', 'notes'],
  options: { deadline: '01-31' },

  run({ annualForm, home, notes }, { site, asOf, options }) {
    const link = annualForm.onHome[0] ?? annualForm.elsewhere[0]
    const { form } = annualForm
    if (!link && !form) return [noForm({ home, notes }, site.home, '的公布日期')]
    const subject = form?.url ?? link?.url ?? site.home
    const evidence = formEvidence({ home, annualForm })
    if (!form) {
      const { because, says } = unreadForm(annualForm)
      return [doubt(because, { subject, says: `${says}，未能读取公布日期。` }, evidence)]
    }
    const year = yearOf(form, annualForm)
    const judged = judgedYear(annualForm, dayOf(asOf), options.deadline)
    if (year === null) return [doubt('unreadable', { subject, says: '无法识别年度报表所属年度，不能判断是否按时公布。' }, evidence)]
    if (year < judged) return [notApplicable({ subject, says: `公布的是 ${year} 年度报表，年度问题另行认定。` }, evidence)]

    const deadline = `${year + 1}-${options.deadline}`
    const { publishedAt, filledOn } = form
    const date = publishedAt ?? filledOn
    if (date === null) return [doubt('unreadable', { subject, says: `${year} 年度报表没有可识别的公布日期或填报日期。` }, evidence)]
    const what = publishedAt === null ? '填报' : '公布'
    const says = `${year} 年度报表${what}日期为 ${date}，期限为 ${deadline}`
    if (date <= deadline) return [cite('pass', { subject, says: `${says}。` }, evidence)]
    if (publishedAt !== null && filledOn !== null && filledOn <= deadline) {
      return [doubt('needs-a-person', { subject, says: `${says}，但填报日期为 ${filledOn}，请人工核实是否为重新发布。` }, evidence)]
    }
    const lost = publishedAt === null ? mayBeLost(home, notes) : null
    if (lost) return [doubt(lost.because, { subject, says: `${says}，但${lost.says}，公布日期可能另有标明。` }, evidence)]
    return [
      cite(
        'fail',
        {
          subject,
          says: `${says}，逾期 ${daysBetween(deadline, date)} 天。`,
          measured: { value: daysBetween(deadline, date), unit: 'day', threshold: 0 },
        },
        evidence,
      ),
    ]
  },
})

function yearOf(form: NonNullable<AnnualFormView['form']>, view: AnnualFormView): number | null {
  return form.year ?? [...view.onHome, ...view.elsewhere].find(({ url }) => url === form.url)?.year ?? null
}
