import type { AddressScope, Family, Head } from '../model/capture.ts'
import type { Failure, Outcome } from '../model/failure.ts'
import type { WantedMark } from '../model/picture.ts'
import type { Instant } from '../model/time.ts'

/** One GET over one address family, redirects followed within it. */
export interface LookRequest {
  readonly url: string
  readonly family: Family
  /** Body bytes kept at most (after decoding); beyond it the answer is `truncated` and the connection closed. */
  readonly maxBytes: number
  /** Requests a second of this site where its owner agreed to another rate. */
  readonly rate?: number
  /** Asked before every hop; false ends the look with `robots-disallowed`. Absent: robots do not bind (robots.txt itself, an authorised audit). */
  readonly allowed?: (url: string) => Promise<boolean>
  readonly signal?: AbortSignal
}

export interface Look {
  readonly takenAt: Instant
  /** The literal address of the last hop. */
  readonly address?: string
  readonly outcome: Outcome<Head & { readonly body: Uint8Array; readonly truncated: boolean }>
}

export type DnsOutcome = Outcome<{ readonly records: readonly string[] }>

/** The only way to a site: resolver, guard, limiter and sockets in one. No look throws; every failure is data. */
export interface Net {
  resolve(host: string, type: 'A' | 'AAAA' | 'NS'): Promise<DnsOutcome>
  look(request: LookRequest): Promise<Look>
  /** Scope of the addresses a host has in this family; undefined when it has none. */
  scope(host: string, family: Family): Promise<AddressScope | undefined>
  /** Resolves, checks and picks an address for a browser's connection, and waits for its turn in the limiter. */
  admit(
    host: string,
    port: number,
    rate?: number,
  ): Promise<{ readonly address: string } | { readonly failure: Failure; readonly detail: string }>
  close(): Promise<void>
}

export interface Rendered {
  readonly takenAt: Instant
  readonly outcome: Outcome<{
    readonly finalUrl: string
    readonly html: Uint8Array
    readonly screenshot?: Uint8Array
    /** What the page asked for and did not get: rows may have been in it. */
    readonly withheld?: readonly string[]
    readonly millis: number
  }>
}

export interface PictureBytes {
  readonly bytes: Uint8Array
  readonly type: 'image/png' | 'image/jpeg'
  readonly width: number
  readonly height: number
}

/** A page with marks drawn on it: the whole, and the part around the first mark. */
export interface Pictured {
  readonly takenAt: Instant
  readonly outcome: Outcome<{
    readonly finalUrl: string
    /** What the picture shows, to be read by a program. */
    readonly html: Uint8Array
    readonly page: PictureBytes
    readonly detail: PictureBytes
    readonly marked: number
  }>
}

export interface DrawRequest {
  readonly url: string
  readonly allowed?: (url: string) => Promise<boolean>
  readonly rate?: number
}

/** A real browser behind our own forward proxy, so that none of its connections escapes guard and limiter. */
export interface Renderer {
  render(request: DrawRequest & { readonly screenshot: boolean }): Promise<Rendered>
  picture(request: DrawRequest & { readonly marks: readonly WantedMark[] }): Promise<Pictured>
  close(): Promise<void>
}
