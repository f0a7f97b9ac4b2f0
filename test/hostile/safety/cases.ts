import type { HostileCase } from '../hostile-case.ts'
import { ADDRESS_CASES, SCHEME_CASES } from './address-cases.ts'
import { BROWSER_CASES, LEAVE_CASES } from './browser-cases.ts'
import { BUNDLE_CASES, ODD_CASES } from './bundle-cases.ts'
import { SINGLE } from './single-cases.ts'
import { TEXT_CASES } from './text-cases.ts'
import { WAY_CASES } from './way-cases.ts'

/** Where a site must not send us, and every way in which it might try. */
export const SAFETY_CASES: readonly HostileCase[] = [
  ...ADDRESS_CASES,
  ...SCHEME_CASES,
  ...[SINGLE.rebinding, SINGLE.astray, SINGLE.canaries, SINGLE.authority, SINGLE.openers],
  ...WAY_CASES,
  ...BROWSER_CASES,
  ...LEAVE_CASES,
  ...[SINGLE.rebindingDrawn, SINGLE.granted, SINGLE.leftovers, SINGLE.sandboxed, SINGLE.unsandboxed, SINGLE.root],
]

/** What a site may write, wherever it can write. */
export const HOSTILE_TEXT_CASES: readonly HostileCase[] = [SINGLE.report, SINGLE.head, ...TEXT_CASES]

/** What may be given as a bundle. */
export const HOSTILE_BUNDLE_CASES: readonly HostileCase[] = [...BUNDLE_CASES, SINGLE.checksum, SINGLE.junk, SINGLE.deep, ...ODD_CASES]
