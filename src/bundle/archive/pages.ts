import type { Capture, PageRole } from '../../model/capture.ts'
import { inOrder, utcOf } from './moments.ts'
import { webUrl } from './uris.ts'

/** Pages that a person would open: not robots.txt, parts of pages, or names made up to learn how the site says 404. */
const OPENED: ReadonlySet<PageRole> = new Set([
  'home',
  'column',
  'page',
  'article',
  'board',
  'message',
  'statistics',
  'annual-form',
] satisfies PageRole[])

export const PAGES_HEADER = `${JSON.stringify({ format: 'json-pages-1.0', id: 'pages', title: '全部页面' })}\n`

/** The lines of `pages.jsonl` for a visit. A title is the text of the link that led to the page, or else its URL: no page is parsed here. */
export function pageLines(captures: readonly Capture[]): string {
  return inOrder(captures).flatMap(pageLine).join('')
}

function pageLine(capture: Capture): string[] {
  if (capture.kind !== 'page' || !OPENED.has(capture.role)) return []
  const { id, label, takenAt, outcome } = capture
  const url = outcome.kind === 'answered' && outcome.status === 200 ? webUrl(outcome.finalUrl)?.href : undefined
  return url === undefined ? [] : [`${JSON.stringify({ id, url, ts: utcOf(takenAt), title: label?.trim() || url })}\n`]
}
