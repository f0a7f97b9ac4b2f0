import type { HostileCase } from '../hostile-case.ts'
import { CUT_CASES } from './cut-cases.ts'
import type { Disturbance } from './disturbed-process.ts'
import { LOST_CASES } from './lost-cases.ts'

/** What our own process or machine lacks while a sound site is visited. */
export interface DisturbedCase extends HostileCase {
  readonly work: 'night' | 'probe'
  readonly site: 'plain' | 'silent'
  /** The check whose finding the verdict is about. */
  readonly check: string
  /** Whenever this path is asked for over IPv4, before it is answered; `begin`: once, before anything is asked. */
  readonly at: string
  readonly happens: Disturbance | { readonly what: 'suspend'; readonly ms: number }
}

/** Of the nights of these cases. */
export const DEADLINE_MS = 1000
/** Well over the deadline. */
const LONG_MS = 1600
/** More than the patience with ourselves for the short deadline of the silent site. */
const STARVED_MS = 1600
const DAY_MS = 86_400_000

const unchanged = { verdict: 'unchanged', blame: 'nobody' } as const
const ours = { verdict: 'inconclusive', blame: 'us' } as const
const night = { work: 'night', site: 'plain' } as const
const held = { what: 'hold', ms: LONG_MS } as const
const suspended = { what: 'suspend', ms: LONG_MS } as const

export const DISTURBED_CASES: readonly DisturbedCase[] = [
  {
    ...{ ...night, ...ours, name: 'no-open-files', check: 'links-level-2', at: 'begin', happens: { what: 'take-files' } },
    does: 'the process has used up its open files before the visit begins',
  },
  {
    ...{ ...night, ...ours, name: 'no-open-files-for-the-home', check: 'home-freshness', at: 'begin', happens: { what: 'take-files' } },
    does: 'the same, for the homepage',
  },
  {
    ...{ ...night, ...ours, name: 'no-open-files-for-ipv6', check: 'ipv6-home', at: 'begin', happens: { what: 'take-files' } },
    does: 'the same, for IPv6, where the reference site answers before and after',
    because: 'a socket that cannot be opened says nothing of a route',
  },
  {
    ...{ ...night, ...ours, name: 'open-files-run-out', check: 'links-level-2', at: '/tzgg/', happens: { what: 'take-files' } },
    does: 'the open files run out while the links of a site are looked at',
  },
  {
    ...{ ...night, ...unchanged, name: 'held-up-at-the-home', check: 'home-freshness', at: '/', happens: held },
    does: 'the process is busy with itself for longer than the deadline, while the homepage is answered at once',
    because: 'time in which we could not hear is not counted',
  },
  {
    ...{ ...night, ...unchanged, name: 'held-up-at-a-link', check: 'links-level-2', at: '/c.html', happens: held },
    does: 'the same, for a link, at both looks',
  },
  {
    ...{ ...night, ...unchanged, work: 'probe', name: 'held-up-at-a-probe', check: 'availability', at: '/', happens: held },
    does: 'the same, for a visit of the availability series',
    because: 'a visit that took too long would count as one that failed',
  },
  {
    ...{ ...night, ...unchanged, name: 'suspended-at-a-link', check: 'links-level-2', at: '/c.html', happens: suspended },
    does: 'the process is stopped (SIGSTOP) for longer than the deadline, and a link is answered as soon as it goes on, at both looks',
  },
  {
    ...{ ...night, ...unchanged, work: 'probe', name: 'suspended-at-a-probe', check: 'availability', at: '/', happens: suspended },
    does: 'the same, for a visit of the availability series',
  },
  {
    ...{ ...night, ...ours, name: 'starved', site: 'silent', check: 'links-level-2', at: '/silent.html' },
    happens: { what: 'starve', ms: STARVED_MS },
    does: 'the process hardly gets the processor while a link does not answer, at both looks',
    because: 'who cannot listen does not know who was silent; undisturbed, the same link is suspected',
  },
  {
    ...{ ...night, ...unchanged, name: 'clock-forward-in-a-look', check: 'links-level-2', at: '/gone.html' },
    happens: { what: 'set-clock', ms: DAY_MS },
    does: 'the clock is set a day forward in the middle of the first look at a dead link',
    because: 'the second look comes as late as it should, and durations come from a clock that nobody sets',
  },
  {
    ...{ ...night, ...unchanged, name: 'clock-back-in-a-look', check: 'links-level-2', at: '/gone.html' },
    happens: { what: 'set-clock', ms: -DAY_MS },
    does: 'the clock is set a day back in the middle of the first look at a dead link',
    because: 'nobody waits a day for the second look',
  },
]

/** A browser that is of no use; the site needs one. */
export interface BrowserCase extends HostileCase {
  /** What stands at the path of the browser: a shell script, where `$REAL` is a true one; or bytes that are no program. */
  readonly program: string
}

export const BROWSER_CASES: readonly BrowserCase[] = [
  {
    ...{ ...ours, name: 'browser-ends-at-once', program: '#!/bin/sh\nexit 1\n' },
    does: 'the browser ends as soon as it is started',
  },
  {
    ...{ ...ours, name: 'no-browser', program: '#!/bin/sh\nexec echo "$@"\n' },
    does: 'the program at the path of the browser is something else',
  },
  {
    ...{ ...ours, name: 'no-program', program: '\u0000\u0001 nothing that could be run' },
    does: 'the file at the path of the browser is no program',
  },
  {
    ...{ ...ours, name: 'no-memory-for-the-browser', program: '#!/bin/sh\nulimit -v 300000\nexec "$REAL" "$@"\n' },
    does: 'there is too little memory for the browser to start',
  },
  {
    ...{ ...ours, name: 'browser-killed', program: '#!/bin/sh\necho $$ > "$0.pid"\nexec "$REAL" "$@"\n' },
    does: 'the browser is killed in the middle of every page',
  },
]

/** The thread that reads a page is given up while it reads. */
export interface ReaderCase extends HostileCase {
  /** The site that has the page. */
  readonly site: 'eats-home' | 'eats-page' | 'eats-column'
  readonly check: string
}

export const READER_CASES: readonly ReaderCase[] = [
  {
    ...{ ...ours, name: 'reader-out-of-memory-at-the-home', site: 'eats-home', check: 'links-level-2' },
    does: 'reading the homepage takes all memory of the thread that reads',
    because: 'nobody knows where a page leads that was not read',
  },
  {
    ...{ ...ours, name: 'reader-out-of-memory-at-a-page', site: 'eats-page', check: 'message-board' },
    does: 'the same, for a page of the second level',
    because: 'nothing is missing for certain while a page is unread; the rest of the site is judged',
  },
  {
    ...{ ...ours, name: 'reader-out-of-memory-at-a-column', site: 'eats-column', check: 'key-columns' },
    does: 'the same, for a column',
    because: 'judging, which reads where nothing bounds it, leaves alone what broke a thread',
  },
]

export const LIMIT_CASES: readonly HostileCase[] = [...DISTURBED_CASES, ...BROWSER_CASES, ...READER_CASES, ...LOST_CASES, ...CUT_CASES]
