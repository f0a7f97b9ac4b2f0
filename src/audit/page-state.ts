import type { ColumnView, Lost, SeenPage } from '../model/evidence.ts'

/** Why a page cannot be read at all; null when its content is there. */
export function unreadOf({ outcome, facts, crashed, turnedAway }: SeenPage): ColumnView['unread'] {
  if (turnedAway !== undefined) return 'turned-away'
  if (outcome.kind === 'failed') return outcome.failure === 'robots-disallowed' ? 'robots' : 'failed'
  if (facts?.quality === 'protection') return 'protection'
  if (outcome.status >= 400) return 'error-page'
  if (crashed) return 'crashed'
  switch (facts?.quality) {
    case 'error-page':
    case 'soft-404':
      return 'error-page'
    case 'truncated':
    case 'empty':
    case undefined:
      return 'unreadable'
    case 'ok':
    // Whether parts or a browser gave what the page itself lacks is told by the completed page.
    case 'needs-rendering':
      return null
  }
}

/** How a page that was asked for was lost; null for one that was not. */
export function lostBy({ crashed, turnedAway }: SeenPage): Lost | null {
  if (crashed) return 'crashed'
  return turnedAway === undefined ? null : 'turned-away'
}

/** How any of the pages was lost; null where none was. */
export function lostOne(pages: readonly SeenPage[]): Lost | null {
  return pages.map(lostBy).find((lost) => lost !== null) ?? null
}

/** How the visit was cut short before it could have asked for what belongs to this page; null where it was not. */
export function cutBefore({ look }: SeenPage, { cut, late }: { readonly cut: Lost | null; readonly late: Lost | null }): Lost | null {
  return look > 1 ? late : cut
}

/** Where the page's redirects ended; its own URL when it never answered. */
export function endOf({ url, outcome }: SeenPage): string {
  return outcome.kind === 'answered' ? outcome.finalUrl : url
}
