import { STATUS_CODES } from 'node:http'
import { requestFields } from '../../model/request-fields.ts'

export type Field = readonly [name: string, value: string]

/** They tell of the bytes on the wire; the kept body was decoded, so they are kept under another name and a right length is written. */
const OF_THE_WIRE = new Set(['content-encoding', 'transfer-encoding', 'content-length'])

/** The head of the request that was sent. Cookies, sent only within a chain of redirects and only as the chain was given them, are not recorded. */
export function requestHead(url: URL, userAgent: string): string {
  return head(`GET ${url.pathname}${url.search} HTTP/1.1`, [['host', url.host], ...Object.entries(requestFields(userAgent))])
}

/** The head of an answer whose decoded body has this length. Its protocol version and reason phrase were not recorded: they are the usual ones. */
export function responseHead(status: number, headers: Readonly<Record<string, string>>, length: number): string {
  const fields = Object.entries(headers).map(
    ([name, value]): Field => [OF_THE_WIRE.has(name.toLowerCase()) ? `x-archive-orig-${name}` : name, value],
  )
  // By name, since the store keeps no order.
  fields.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  const line = `HTTP/1.1 ${String(status).padStart(3, '0')} ${STATUS_CODES[status] ?? ''}`
  return head(line, [...fields, ['content-length', String(length)]])
}

/** Lines of fields, each ended; a hostile name or value cannot begin a line of its own. */
export function fieldLines(fields: readonly Field[]): string {
  return fields.map(([name, value]) => `${cleanName(name)}: ${cleanValue(value)}\r\n`).join('')
}

/** The value on one line: what could end a header or break a line becomes a blank. */
export function cleanValue(value: string): string {
  return value
    .toWellFormed()
    .replace(/[\0-\x08\x0a-\x1f\x7f]/g, ' ')
    .trim()
}

function cleanName(name: string): string {
  return name.replace(/[^!#$%&'*+\-.^_`|~\dA-Za-z]/g, '_') || '_'
}

function head(line: string, fields: readonly Field[]): string {
  return `${line}\r\n${fieldLines(fields)}\r\n`
}
