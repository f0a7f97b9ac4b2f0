import type { Answer } from '../../crawl/visit/town.ts'
import type { HostileCase } from '../hostile-case.ts'

/** Somebody begins to turn us away in the middle of a visit to a sound site, at one request after another, and goes on to its end. */
export interface BanCase extends HostileCase {
  readonly as: Answer
  readonly families: readonly (4 | 6)[]
}

const banned = { verdict: 'inconclusive', blame: 'nobody' } as const
const BOTH = [4, 6] as const
const NOT_FOUND = { status: 404, body: '<html><head><title>404 Not Found</title></head><body>Not Found</body></html>' }

export const BAN_CASES: readonly BanCase[] = [
  {
    ...{ ...banned, name: 'banned-by-403', as: { status: 403 }, families: BOTH },
    does: 'from some request on, everything is answered with 403, the second looks too',
    because: 'at the end the homepage, which had answered well, is answered so too',
  },
  { ...banned, name: 'banned-by-429', as: { status: 429 }, families: BOTH, does: 'the same, with 429' },
  {
    ...{ ...banned, name: 'banned-by-404', as: NOT_FOUND, families: BOTH },
    does: 'the same, with 404, which elsewhere is the word of the site that a page is not there',
  },
  { ...banned, name: 'banned-by-503', as: { status: 503 }, families: BOTH, does: 'the same, with 503' },
  {
    ...banned,
    name: 'banned-by-reset',
    blame: 'unclear',
    as: { failure: 'connection-reset' },
    families: BOTH,
    does: 'the same, by resets',
  },
  { ...banned, name: 'banned-by-silence', blame: 'unclear', as: { failure: 'timed-out' }, families: BOTH, does: 'the same, by silence' },
  { ...banned, name: 'banned-over-ipv4', as: { status: 403 }, families: [4], does: 'the same, by 403 over IPv4 alone' },
  {
    ...{ ...banned, name: 'banned-over-ipv6', blame: 'unclear', as: { failure: 'connection-reset' }, families: [6] },
    does: 'the same, by resets over IPv6 alone, while our own route is proven',
  },
]

/** What happens to one folder of a sound site. */
export interface FolderCase extends HostileCase {
  /** `from-then-on`: what was asked for before was answered; `always`: three pages of it, to whoever asks. */
  readonly forbidden: 'from-then-on' | 'always'
  readonly as: { readonly status: number }
}

export const FOLDER_CASES: readonly FolderCase[] = [
  {
    ...{ ...banned, name: 'folder-banned', forbidden: 'from-then-on', as: { status: 403 } },
    does: 'a folder, of which pages were had, is answered with 403 from some moment on; the homepage is well',
    because: 'at the end a page of the folder, which had answered well, is answered so too',
  },
  {
    ...{ verdict: 'fail', blame: 'site', name: 'pages-forbidden', forbidden: 'always', as: { status: 403 } },
    does: 'three pages of a folder are forbidden, and all else is well to the end',
    because: 'whoever lets us in everywhere else does not turn us away',
  },
  {
    ...{ verdict: 'fail', blame: 'site', name: 'pages-gone', forbidden: 'always', as: { status: 404 } },
    does: 'three pages of a folder are not there, and all else is well to the end',
  },
]
