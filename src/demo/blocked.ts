import type { Doubt } from '../model/finding.ts'
import { doubted, type Expected } from './plan.ts'

/** Every question that needs a page of the site. */
const ON_PAGES = [
  'ipv6-home',
  'ipv6-same-content',
  'ipv6-links-level-2',
  'ipv6-links-level-3',
  'links-level-2',
  'links-level-3',
  'external-links',
  'home-freshness',
  'key-columns',
  'column-freshness',
  'policy-column',
  'empty-columns',
  'message-board',
  'board-answers',
  'board-statistics',
  'board-unanswered',
  'annual-form-home',
  'annual-form-year',
  'annual-form-date',
  'annual-form-consistency',
  'error-report-entry',
  'error-report-code',
]

/** The truth about a site of which no page can be seen: nothing is known, and each question says why. */
export function allDoubted(home: string, because: Doubt, planted: string): readonly Expected[] {
  return ON_PAGES.map((check) => doubted(check, because, home, planted))
}
