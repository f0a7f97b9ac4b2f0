import { getSurt } from 'warcio/utils'
import { stampOf } from './moments.ts'
import { type IndexLine, labelled } from './record.ts'

/** Where a record stands. */
export interface RecordPlace {
  readonly filename: string
  readonly offset: number
  readonly length: number
}

/** A line of the index, ASCII alone, without its end. Numbers are text, as warcio and its kin write them. */
export function cdxjLine({ url, utc, mime, status, digest }: IndexLine, { filename, offset, length }: RecordPlace): string {
  const told = { url, mime, status, digest: labelled(digest), length: String(length), offset: String(offset), filename }
  return `${getSurt(url)} ${stampOf(utc)} ${JSON.stringify(told)}`
}
