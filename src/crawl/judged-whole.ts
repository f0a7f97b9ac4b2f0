import type { PageCapture, PageRole, RenderCapture } from '../model/capture.ts'

/** Where these lead is all that is judged of them; of some nothing is. */
const LED: ReadonlySet<PageRole> = new Set<PageRole>(['page', 'robots', 'sibling'])

/** True for a capture of which judging reads more than the visit needs. */
export function isJudgedWhole(capture: PageCapture | RenderCapture): boolean {
  return capture.outcome.kind === 'answered' && (capture.kind === 'render' || !LED.has(capture.role))
}
