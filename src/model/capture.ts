import type { Outcome } from './failure.ts'
import type { Quality } from './page.ts'
import type { Instant } from './time.ts'

/** SHA-256 (hex) of the capture's canonical JSON without its id, the body's hash included: to name a capture is to vouch for it. */
export type CaptureId = string

export type Family = 4 | 6

interface Captured {
  readonly id: CaptureId
  readonly takenAt: Instant
}

/** Bytes as received (after transfer and content coding are removed), by content address. */
export interface BodyRef {
  readonly sha256: string
  readonly length: number
}

/** Status line and headers of the last answer, and how it was reached. */
export interface Head {
  readonly status: number
  /** Where redirects ended; equal to the URL asked for when there were none. */
  readonly finalUrl: string
  /** Every hop before the last, in order; `location` as the field was sent. */
  readonly redirects: readonly { readonly url: string; readonly status: number; readonly location?: string }[]
  /** Lower-case names; repeated fields joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  /** From the first packet to the whole head of the last answer. */
  readonly millis: number
}

export interface DnsCapture extends Captured {
  readonly kind: 'dns'
  readonly host: string
  readonly type: 'A' | 'AAAA' | 'NS'
  /** `answered` with no records is NODATA: the name exists without that type. */
  readonly outcome: Outcome<{ readonly records: readonly string[] }>
}

export type PageRole =
  | 'robots'
  | 'home'
  | 'column'
  | 'page' // any other page at level 2, kept for its links
  | 'part' // a script, iframe or fragment that the page `of` is made of
  | 'list-data' // rows that a script of the page `of` would fetch
  | 'article' // a sample out of the list of the column `of`
  | 'board'
  | 'message' // one answered message of the board `of`
  | 'statistics'
  | 'annual-form'
  | 'sibling' // a random name in a folder, to learn how the site says 404

/** A page kept whole: the body undecoded, since the charset is itself evidence. */
export interface PageCapture extends Captured {
  readonly kind: 'page'
  readonly role: PageRole
  readonly url: string
  readonly family: Family
  /** The literal address really asked; absent when none was reached. */
  readonly address?: string
  /** The page that led here or that this is a part of. */
  readonly of?: string
  /** Text of the link that led here, as found. */
  readonly label?: string
  /** 1 for the homepage; click distance. */
  readonly level?: 1 | 2 | 3
  /** 1 for the first look; a later look repeats an earlier failure. */
  readonly look: number
  readonly outcome: Outcome<Head & { readonly body: BodyRef; readonly truncated: boolean }>
}

/** One link tested over one address family. */
export interface LinkCapture extends Captured {
  readonly kind: 'link'
  readonly url: string
  readonly family: Family
  readonly address?: string
  readonly foundOn: string
  readonly text: string
  readonly level: 2 | 3
  /** Same site (host or its registered domain's own www twin); external links are listed apart. */
  readonly sameSite: boolean
  readonly look: number
  /** What the body turned out to be, for HTML; `undefined` for attachments and images. */
  readonly quality?: Quality
  readonly outcome: Outcome<Head & { readonly body?: BodyRef; readonly truncated: boolean }>
}

/** One visit to the homepage for the availability series. */
export interface ProbeCapture extends Captured {
  readonly kind: 'probe'
  readonly url: string
  readonly family: Family
  readonly address?: string
  /** The planned moment that this probe serves. */
  readonly plannedFor: Instant
  readonly quality?: Quality
  readonly outcome: Outcome<Head>
}

/** A page drawn by a browser, and why a plain fetch was not enough. */
export interface RenderCapture extends Captured {
  readonly kind: 'render'
  readonly url: string
  readonly of: string
  readonly reason: string
  readonly outcome: Outcome<{
    readonly finalUrl: string
    readonly html: BodyRef
    readonly screenshot?: BodyRef
    /** Addresses that the page asked for and that we refused, or that failed: a list that is not in the drawing may have been there. */
    readonly withheld?: readonly string[]
    readonly millis: number
  }>
}

/** A known-good host asked over one family, to prove that our own route works. */
export interface CanaryCapture extends Captured {
  readonly kind: 'canary'
  readonly phase: 'before' | 'during' | 'after'
  readonly url: string
  readonly family: Family
  readonly address?: string
  /** Loopback proves nothing about the internet, and the other way round. */
  readonly scope: AddressScope
  /** What it answered, so that the same answer in another host's name is recognised: the hash of its page, and where it ended if not on the host asked. */
  readonly outcome: Outcome<{ readonly status: number; readonly millis: number; readonly sha256?: string; readonly endedAt?: string }>
}

export type AddressScope = 'loopback' | 'private' | 'global'

/** How the links of one level were counted and, beyond the cap, sampled. */
export interface CensusCapture extends Captured {
  readonly kind: 'census'
  readonly level: 2 | 3
  readonly distinct: number
  readonly tested: number
  /** Of the tested, those that lead to other sites. */
  readonly external: number
  /** Seed of the stratified sample; absent when every link was tested. */
  readonly seed?: string
  /** Pages whose links could not be read, and so are missing from the count. */
  readonly unread: readonly { readonly url: string; readonly why: string }[]
}

/** Why a visit could not be, or was not, carried further. */
export interface NoteCapture extends Captured {
  readonly kind: 'note'
  readonly about: 'robots' | 'protection' | 'budget' | 'browser' | 'site-down' | 'crash'
  readonly subject: string
  /**
   * Of a crash: what at the URL `subject` our program broke down on. Of the visit's time: `link` where nothing but links and second looks was left to do.
   * Absent where it is about the visit as a whole.
   */
  readonly reading?: 'page' | 'drawing' | 'link'
  readonly detail: string
}

/**
 * A page behind failing findings as a person sees it, the element in question marked: taken after the finding was made, to show it. No check reads it, and no
 * finding rests on it.
 */
export interface PictureCapture extends Captured {
  readonly kind: 'picture'
  readonly url: string
  /** The findings that it shows, in the order of the numbers on it: the first is 1. */
  readonly shows: readonly { readonly check: string; readonly subject: string }[]
  /** The run that took it, where an earlier one did: a fault that goes on is not pictured anew every night. */
  readonly takenIn?: string
  readonly outcome: Outcome<{
    readonly finalUrl: string
    /** The whole page. */
    readonly page: Picture
    /** The part around the first mark, or the top of the page where nothing could be marked. */
    readonly detail: Picture
    /** Elements that were found and framed. What was not found is named above the page. */
    readonly marked: number
  }>
}

export interface Picture {
  readonly body: BodyRef
  readonly type: 'image/png' | 'image/jpeg'
  /** Pixels. */
  readonly width: number
  readonly height: number
}

export type Capture =
  | DnsCapture
  | PageCapture
  | LinkCapture
  | ProbeCapture
  | RenderCapture
  | CanaryCapture
  | CensusCapture
  | NoteCapture
  | PictureCapture

/** The bodies that a capture rests on. */
export function bodiesOf(capture: Capture): BodyRef[] {
  if (!('outcome' in capture) || capture.outcome.kind === 'failed') return []
  switch (capture.kind) {
    case 'page':
      return [capture.outcome.body]
    case 'link':
      return capture.outcome.body ? [capture.outcome.body] : []
    case 'render':
      return capture.outcome.screenshot ? [capture.outcome.html, capture.outcome.screenshot] : [capture.outcome.html]
    case 'picture':
      return [capture.outcome.page.body, capture.outcome.detail.body]
    case 'dns':
    case 'probe':
    case 'canary':
      return []
  }
}
