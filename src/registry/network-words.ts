import ipaddr from 'ipaddr.js'
import { validateDetailed } from 'node-cron'
import type { Fault } from './schema.ts'

/** A five-field cron expression that node-cron understands. */
export function judgeCron(value: string): Fault | undefined {
  const expected = 'a cron expression of five fields: minute hour day month weekday'
  if (value.trim().split(/\s+/).length !== 5) return { expected, fix: 'for two in the morning write 0 2 * * *' }
  const detail = validateDetailed(value)
  return detail.valid
    ? undefined
    : { expected, fix: `mend the ${detail.errors.map((error) => `${error.field} (${error.value ?? value})`).join(', ')}` }
}

export function judgeTimezone(value: string): Fault | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return undefined
  } catch {
    return { expected: 'the name of a time zone', fix: 'write Asia/Shanghai' }
  }
}

/** An address range such as `10.0.0.0/8` or `fc00::/7`. */
export function judgeCidr(value: string): Fault | undefined {
  const expected = 'an address range such as 10.0.0.0/8 or fd00::/8'
  if (ipaddr.isValidCIDR(value)) return undefined
  if (ipaddr.IPv4.isValidFourPartDecimal(value)) return { expected, fix: `for this one address write ${value}/32` }
  if (ipaddr.IPv6.isValid(value)) return { expected, fix: `for this one address write ${value}/128` }
  return { expected }
}

export function judgeAddress(value: string): Fault | undefined {
  return isAddress(value) ? undefined : { expected: 'an IPv4 or IPv6 address' }
}

/** `address`, `address:port` or `[v6]:port`. */
export function judgeResolver(value: string): Fault | undefined {
  const expected = 'an address, address:port or [v6 address]:port'
  if (isAddress(value)) return undefined
  const match = /^(?:\[([^\]]{1,60})\]|([^[\]:]{1,60}))(?::(\d{1,5}))?$/.exec(value)
  const [, v6, host, port] = match ?? []
  if (!match || (port !== undefined && !isPort(Number(port)))) return { expected }
  if (v6 !== undefined) return ipaddr.IPv6.isValid(v6) ? undefined : { expected }
  if (host === 'localhost') return { expected, fix: `write 127.0.0.1${port ? `:${port}` : ''}` }
  if (host !== undefined && isAddress(host)) return undefined
  return { expected, fix: 'a resolver cannot be found by name: write its address' }
}

/** A host name, in letters of any script. */
export function judgeHostName(value: string): Fault | undefined {
  const parsed = URL.canParse(`http://${value}/`) ? new URL(`http://${value}/`) : undefined
  if (parsed && parsed.pathname === '/' && parsed.port === '' && parsed.username === '' && value.trim() === value && !/[/?#@:]/.test(value))
    return undefined
  return { expected: 'a host name such as www.example.gov.cn', fix: 'leave out http://, port and path' }
}

/** A header value that tells the site whom to call. */
export function judgeUserAgent(value: string): Fault | undefined {
  const expected = 'a program name with a contact, in plain ASCII'
  if (!/^[\x20-\x7e]{1,300}$/.test(value)) return { expected, fix: 'use Latin letters, digits and punctuation on one line' }
  if (/@|https?:\/\/|\d{7}/.test(value)) return undefined
  return { expected, fix: 'add an e-mail address, a URL or a telephone number, so that a site can reach you' }
}

function isAddress(value: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(value) || ipaddr.IPv6.isValid(value)
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65_535
}
