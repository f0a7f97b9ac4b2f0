import type { BodyRef, Capture, PageCapture, PageRole, RenderCapture } from '../model/capture.ts'
import type { Desk } from './desk.ts'
import { isJudgedWhole } from './judged-whole.ts'
import { isScript } from './reading.ts'

const SPECIAL: ReadonlySet<PageRole> = new Set<PageRole>(['message', 'annual-form', 'list-data'])

/**
 * Proofreads everything that the visit took and that will be judged, each body once, and notes what our program breaks down on. The note is part of the
 * evidence: judging leaves such a body alone, wherever and whenever it is done.
 */
export async function proofreadAll(desk: Desk): Promise<void> {
  const captures = desk.taken().filter((capture): capture is PageCapture | RenderCapture => isStored(capture) && isJudgedWhole(capture))
  const distinct = [...Map.groupBy(captures, keyOf).values()].flatMap((same) => (isProven(desk, same) ? [] : same.slice(0, 1)))
  await desk.each('proofs', distinct, (capture) => proofreadOne(desk, capture))
}

/** Read for the visit in one of its roles, none of which has a reader of its own. */
function isProven({ proven }: Desk, same: readonly (PageCapture | RenderCapture)[]): boolean {
  return same.some((capture) => specialOf(capture) === '' && proven.has(capture.id))
}

/** What has a reader of its own. */
function specialOf(capture: PageCapture | RenderCapture): string {
  if (capture.kind === 'render') return 'drawing'
  const { role, of = '', outcome } = capture
  if (role === 'part') return outcome.kind === 'answered' && isScript(outcome) ? `script ${of}` : ''
  return SPECIAL.has(role) ? role : ''
}

function isStored(capture: Capture): capture is PageCapture | RenderCapture {
  return capture.kind === 'page' || capture.kind === 'render'
}

async function proofreadOne(desk: Desk, capture: PageCapture | RenderCapture): Promise<void> {
  const { url } = capture
  // Reading it for the visit broke down already.
  if (capture.kind === 'page' && desk.broken.has(url)) return
  const bytes = await desk.deps.journal.body(bodyOf(capture))
  try {
    await desk.reader.proof(capture, bytes)
  } catch (error) {
    desk.deps.log.error({ site: desk.site.code, url, error: String(error) }, 'a stored page could not be read')
    await desk.note('crash', url, '读取已存页面时程序出错', capture.kind === 'page' ? 'page' : 'drawing')
  }
}

function bodyOf({ outcome }: PageCapture | RenderCapture): BodyRef {
  if (outcome.kind === 'failed') throw new Error('no answer has no body')
  return 'html' in outcome ? outcome.html : outcome.body
}

/** The same bytes from the same place say the same to the same reader. */
function keyOf(capture: PageCapture | RenderCapture): string {
  const { outcome } = capture
  const end = outcome.kind === 'answered' ? outcome.finalUrl : ''
  return [specialOf(capture), bodyOf(capture).sha256, end].join(' ')
}
