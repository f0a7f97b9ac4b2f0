import type { Capture } from '../../model/capture.ts'

/** How a capture is called where it has to be named: kind, what it looked at, and the beginning of its id. */
export function captureName(capture: Capture): string {
  return `${capture.kind} ${subjectOf(capture)} [${capture.id.slice(0, 12)}]`
}

function subjectOf(capture: Capture): string {
  switch (capture.kind) {
    case 'dns':
      return `${capture.host} ${capture.type}`
    case 'census':
      return `level ${capture.level}`
    case 'note':
      return `${capture.about} ${capture.subject}`
    case 'page':
    case 'link':
    case 'probe':
    case 'render':
    case 'canary':
    case 'picture':
      return capture.url
  }
}
