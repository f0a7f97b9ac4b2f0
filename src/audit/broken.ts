import { type BodyRef, bodiesOf, type Capture } from '../model/capture.ts'

/**
 * Hashes of the bodies that the visit noted that our program broke down on. It notes the first URL that it met them under; the same bytes under another are no
 * easier to read.
 */
export function brokenBodies(captures: readonly Capture[]): ReadonlySet<BodyRef['sha256']> {
  const noted = { page: new Set<string>(), render: new Set<string>() }
  for (const capture of captures) {
    if (capture.kind !== 'note' || capture.about !== 'crash') continue
    if (capture.reading === 'page') noted.page.add(capture.subject)
    if (capture.reading === 'drawing') noted.render.add(capture.subject)
  }
  const isNoted = (capture: Capture) => (capture.kind === 'page' || capture.kind === 'render') && noted[capture.kind].has(capture.url)
  return new Set(captures.filter(isNoted).flatMap((capture) => bodiesOf(capture).map(({ sha256 }) => sha256)))
}
