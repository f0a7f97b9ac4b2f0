import type { CaptureId } from './capture.ts'
import type { AnnualFormView, Evidence } from './evidence.ts'
import type { Doubt, Finding } from './finding.ts'
import { doubt, homeDoubt, homeUnfinished, notApplicable } from './judging.ts'
import { LOST, mayBeLost } from './loss.ts'
import type { LocalDate } from './time.ts'

/** The year whose annual form has to be public on this day: last year's from the day after the deadline (`MM-dd`) on, before it the one before. */
export function dueYear(today: LocalDate, deadline: string): number {
  const year = Number(today.slice(0, 4))
  return today.slice(5) > deadline ? year - 1 : year - 2
}

/** The year judged: the due one, or a younger one that is already published. */
export function judgedYear(view: AnnualFormView, today: LocalDate, deadline: string): number {
  const years = [...view.onHome, ...view.elsewhere].flatMap(({ year }) => (year === null ? [] : [year]))
  const published = years.filter((year) => year < Number(today.slice(0, 4)))
  return Math.max(dueYear(today, deadline), ...published)
}

export function formEvidence({ home, annualForm }: Pick<Evidence, 'home' | 'annualForm'>): readonly CaptureId[] {
  return [...home.evidence, ...annualForm.evidence]
}

/** What to say of a form that was found nowhere: whether it should have been is the question of `annual-form-home`. */
export function noForm(evidence: Pick<Evidence, 'home' | 'notes'>, subject: string, what: string): Finding {
  const reason = homeDoubt(evidence.home, evidence.notes) ?? homeUnfinished(evidence.home) ?? mayBeLost(evidence.home, evidence.notes)
  if (reason) return doubt(reason.because, { subject, says: `${reason.says}，无法检查年度报表${what}。` }, evidence.home.evidence)
  return notApplicable({ subject, says: '未发现政府网站工作年度报表，由首页公布检查认定。' }, evidence.home.evidence)
}

const UNREAD = {
  pdf: { because: 'unreadable', says: '年度报表为 PDF 文件' },
  image: { because: 'unreadable', says: '年度报表为图片' },
  failed: { because: 'blame-unclear', says: '年度报表未能访问' },
  protection: { because: 'protection', says: '年度报表被网站防护设备拦截' },
  unreadable: { because: 'unreadable', says: '年度报表内容无法识别' },
  robots: { because: 'robots', says: 'robots.txt 不允许访问年度报表' },
  crashed: { because: LOST.crashed.because, says: `年度报表${LOST.crashed.says}` },
  'cut-off': { because: LOST['cut-off'].because, says: `年度报表${LOST['cut-off'].says}` },
  'turned-away': { because: LOST['turned-away'].because, says: `年度报表${LOST['turned-away'].says}` },
  unasked: { because: LOST.unasked.because, says: `年度报表${LOST.unasked.says}` },
} as const satisfies Record<NonNullable<AnnualFormView['unread']>, { because: Doubt; says: string }>

/** Why the form's text cannot be judged. */
export function unreadForm(view: AnnualFormView): { readonly because: Doubt; readonly says: string } {
  return UNREAD[view.unread ?? 'unreadable']
}
