import { defineCheck } from '../src/model/check.ts'
import { dueYear, formEvidence, noForm } from '../src/model/form-judging.ts'
import { cite, doubt } from '../src/model/judging.ts'
import { mayBeLost } from '../src/model/loss.ts'
import { dayOf, type Instant } from '../src/model/time.ts'

/** The published form is the one of the year that is due. */
export default defineCheck({
  id: 'annual-form-year',
  title: '年度报表为应公布的年度',
  basis: {
    document: '国办函〔2018〕12号',
    clause: '年度报表发布',
    says: '每年 1 月 31 日前公布上一年度的政府网站工作年度报表。',
    confidence: 'seen',
  },
  needs: ['annualForm', 'home', 'notes'],
  /** The last day of grace, month and day. */
  options: { deadline: '01-31' },

  run({ annualForm, home, notes }, { site, asOf, options }) {
    const { onHome, elsewhere, form } = annualForm
    const links = onHome.length > 0 ? onHome : elsewhere
    const [first] = links
    if (!first) return [noForm({ home, notes }, site.home, '的年度')]

    const due = dueYear(dayOf(asOf), options.deadline)
    const evidence = formEvidence({ home, annualForm })
    const years = [...links.map(({ year }) => year), form?.year ?? null].flatMap((year) => (ended(year, asOf) ? [year] : []))
    const newest = Math.max(...years)
    const subject = links.find(({ year }) => year === newest)?.url ?? first.url
    if (newest >= due) return [cite('pass', { subject, says: `公布的是 ${newest} 年度报表。` }, evidence)]
    const undated = links.some(({ year, url }) => !ended(year, asOf) && !(form?.year && form.url === url))
    if (years.length === 0 || undated) {
      return [doubt('unreadable', { subject: first.url, says: `无法识别年度报表所属年度，应公布的是 ${due} 年度。` }, evidence)]
    }
    const lost = mayBeLost(home, notes)
    if (lost)
      return [doubt(lost.because, { subject, says: `读到的是 ${newest} 年度报表，但${lost.says}，不能认定未公布 ${due} 年度。` }, evidence)]
    return [cite('fail', { subject, says: `公布的是 ${newest} 年度报表，应公布 ${due} 年度。` }, evidence)]
  },
})

/** No form is of a year that goes on: such a number is a label of another sort. */
function ended(year: number | null, asOf: Instant): year is number {
  return year !== null && year < Number(dayOf(asOf).slice(0, 4))
}
