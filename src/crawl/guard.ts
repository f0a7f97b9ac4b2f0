import ipaddr from 'ipaddr.js'
import type { AddressScope } from '../model/capture.ts'
import type { Settings } from '../model/settings.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** Public by number, but answered by the machine's own cloud platform, which tells and does what no stranger may ask of it. */
const PLATFORM = new Set(['168.63.129.16'])

/** Decides which addresses a crawled name may lead to. Asked before every connection, and again on the address the socket really reached. */
export interface Guard {
  /** Null when the address may be used on this port, else the reason in one phrase. */
  refuses(address: string, port: number): string | null
}

/** Public unicast on the settings' ports passes; everything else only where `guard.allow` names it. */
export function createGuard(settings: Settings['guard']): Guard {
  const allowed = settings.allow.map((entry) => ({ range: ipaddr.parseCIDR(entry.cidr), ports: entry.ports }))
  const publicPorts = new Set(settings.ports)

  function isAllowed(address: Address, port: number): boolean {
    return allowed.some(
      ({ range, ports }) =>
        range[0].kind() === address.kind() && address.match(range[0], range[1]) && (ports === undefined || ports.includes(port)),
    )
  }

  function refusal(address: Address, port: number): string | null {
    if (!isAllowed(address, port)) {
      const range = rangeOf(address)
      if (range !== 'unicast') return `${address.toString()} is ${range}`
      if (!publicPorts.has(port)) return `port ${port} is not allowed`
    }
    // An IPv6 spelling of an IPv4 address is no way around the rules for IPv4.
    const embedded = address.kind() === 'ipv6' ? embeddedV4(address) : null
    return embedded && refusal(embedded, port)
  }

  return {
    refuses(text, port) {
      const address = parse(text)
      return address === null ? `${text} is not an address` : refusal(address, port)
    },
  }
}

/** Whether an address lies on this machine, in a private or special range, or on the internet. */
export function scopeOf(text: string): AddressScope {
  const address = parse(text)
  if (address === null) return 'private'
  const range = rangeOf(embeddedV4(address) ?? address)
  if (range === 'loopback') return 'loopback'
  return range === 'unicast' ? 'global' : 'private'
}

/** One spelling for each address, so that two of them can be compared. */
export function canonicalAddress(text: string): string {
  return parse(text)?.toString() ?? text
}

/** IPv6 addresses outside 2000::/3 are not given to anybody, though the library calls the unnamed ones unicast. */
function rangeOf(address: Address): string {
  const range: string = address.range()
  if (PLATFORM.has(address.toString())) return 'of the cloud platform'
  const [first = 0] = address.toByteArray()
  return range === 'unicast' && address.kind() === 'ipv6' && first >> 5 !== 1 ? 'unallocated' : range
}

function parse(text: string): Address | null {
  const bare = text.split('%', 1)[0] ?? text
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare)
  return ipaddr.IPv6.isValid(bare) ? ipaddr.IPv6.parse(bare) : null
}

/** The IPv4 address that a mapped, translated, 6to4, Teredo, ISATAP or IPv4-compatible address stands for. */
function embeddedV4(address: Address): ipaddr.IPv4 | null {
  if (address.kind() === 'ipv4') return null
  const bytes = address.toByteArray()
  const at = (from: number, mask = 0) => new ipaddr.IPv4(bytes.slice(from, from + 4).map((byte) => byte ^ mask))
  switch (address.range() as string) {
    case 'ipv4Mapped':
    case 'rfc6145':
    case 'rfc6052':
      return at(12)
    case '6to4':
      return at(2)
    case 'teredo':
      return at(12, 0xff)
    default:
      if (isIsatap(bytes)) return at(12)
      // ::a.b.c.d, deprecated but still routed by some hosts; ::1 and :: are special ranges of their own.
      return bytes.slice(0, 12).every((byte) => byte === 0) && address.range() === 'unicast' ? at(12) : null
  }
}

/** RFC 5214: behind any prefix, the interface is `[02]00:5efe` and an IPv4 address that the packets are sent to. */
function isIsatap(bytes: readonly number[]): boolean {
  const [first, second, third, fourth] = bytes.slice(8, 12)
  return (first === 0 || first === 2) && second === 0 && third === 0x5e && fourth === 0xfe
}
