import type { HostileCase } from '../hostile-case.ts'

/** Somewhere that a crawled host is not allowed to send us, as a URL or a name server would spell it. */
export interface AddressCase extends HostileCase {
  /** As it stands between `http://` and the port; undefined for what only a name server can say. */
  readonly host?: string
  /** What the name server says of `name.test`. */
  readonly records?: readonly string[]
  /** Really leads to a canary, were the guard to let it. */
  readonly leads: boolean
  /** On a port that is not allowed, where a canary listens too. */
  readonly otherPort?: true
}

const REFUSED = { verdict: 'refused', blame: 'us' } as const

/** The canary's own address, 127.0.0.9, in the spellings that a URL knows. */
const SPELLINGS: readonly (readonly [name: string, host: string])[] = [
  ['dotted', '127.0.0.9'],
  ['decimal', '2130706441'],
  ['octal', '017700000011'],
  ['hexadecimal', '0x7f000009'],
  ['hexadecimal parts', '0x7f.0x0.0x0.0x9'],
  ['octal parts', '0177.0.0.011'],
  ['short', '127.9'],
  ['three parts', '127.0.9'],
  ['a dot behind', '127.0.0.9.'],
  ['percent-encoded', '%31%32%37.0.0.9'],
  ['full-width digits', '１２７.０.０.９'],
  ['circled digits and Chinese dots', '①②⑦。⓪。⓪。⑨'],
  ['a trusted name as user', 'site.test@127.0.0.9'],
  ['a trusted name and port as user', 'site.test%3A80@127.0.0.9'],
]

/** The same in IPv6, and other IPv6 addresses that stand for an IPv4 one. No socket here would get through. */
const TRANSLATED: readonly (readonly [name: string, host: string])[] = [
  ['v4-mapped, dotted', '[::ffff:127.0.0.9]'],
  ['v4-mapped, hexadecimal', '[::ffff:7f00:9]'],
  ['v4-mapped, in full', '[0:0:0:0:0:ffff:7f00:0009]'],
  ['v4-compatible', '[::127.0.0.9]'],
  ['translated (SIIT)', '[::ffff:0:127.0.0.9]'],
  ['NAT64', '[64:ff9b::127.0.0.9]'],
  ['local NAT64', '[64:ff9b:1::127.0.0.9]'],
  ['6to4', '[2002:7f00:9::1]'],
  ['Teredo', '[2001:0:808:808::80ff:fff6]'],
  ['ISATAP', '[2001:da8::5efe:7f00:9]'],
  ['ISATAP, marked as global', '[2001:da8::200:5efe:7f00:9]'],
]

/** What is nobody's public web server. */
const SPECIAL: readonly (readonly [name: string, host: string])[] = [
  ['the IPv6 loopback', '[::1]'],
  ['the IPv6 loopback in full', '[0000:0000:0000:0000:0000:0000:0000:0001]'],
  ['the unspecified address', '0.0.0.0'],
  ['the unspecified address as 0', '0'],
  ['the unspecified IPv6 address', '[::]'],
  ['cloud metadata', '169.254.169.254'],
  ['cloud metadata as a number', '2852039166'],
  ['cloud metadata of Alibaba', '100.100.100.200'],
  ['cloud metadata over IPv6', '[fd00:ec2::254]'],
  ['cloud metadata, mapped', '[::ffff:169.254.169.254]'],
  ['cloud metadata through NAT64', '[64:ff9b::a9fe:a9fe]'],
  ['the platform of Azure', '168.63.129.16'],
  ['the metadata of Oracle', '192.0.0.192'],
  ['private 10', '10.0.0.1'],
  ['private 172', '172.31.255.254'],
  ['private 192', '192.168.1.1'],
  ['a carrier’s own addresses', '100.64.0.1'],
  ['link-local', '169.254.1.1'],
  ['IPv6 link-local', '[fe80::1]'],
  ['unique local', '[fd12:3456::1]'],
  ['site-local, as it was', '[fec0::1]'],
  ['multicast', '224.0.0.251'],
  ['IPv6 multicast', '[ff02::fb]'],
  ['broadcast', '255.255.255.255'],
  ['addresses for documents', '[2001:db8::1]'],
  ['benchmarking', '198.18.0.1'],
  ['an IPv6 address that nobody has', '[4000::1]'],
]

/** Names of this machine; the port decides, since a site on another port of it is allowed. */
const OURSELVES: readonly (readonly [name: string, host: string])[] = [
  ['another port of an allowed address', '127.0.0.1'],
  ['localhost', 'localhost'],
  ['localhost in capitals with a dot', 'LOCALHOST.'],
  ['a name below localhost', 'www.gov.localhost'],
]

/** What only a name server or a hosts file can say. */
const NAMED: readonly (readonly [name: string, records: readonly string[]])[] = [
  ['a name of 127.0.0.9', ['127.0.0.9']],
  ['a name of the metadata service', ['169.254.169.254']],
  ['a name of a private address', ['10.1.2.3']],
  ['a name of a mapped address', ['::ffff:7f00:9']],
  ['a name of a NAT64 address', ['64:ff9b::7f00:9']],
  ['a name of a link-local address', ['fe80::1']],
  ['a name of a unique local address', ['fd00:ec2::254']],
  ['a name of an ISATAP address', ['2001:da8:0:0:0:5efe:a00:1']],
]

export const ADDRESS_CASES: readonly AddressCase[] = [
  ...SPELLINGS.map(([name, host]) => ({ name, does: `a URL with the host ${host}`, host, leads: true, ...REFUSED })),
  ...TRANSLATED.map(([name, host]) => ({ name, does: `a URL with the host ${host}`, host, leads: false, ...REFUSED })),
  ...SPECIAL.map(([name, host]) => ({ name, does: `a URL with the host ${host}`, host, leads: false, ...REFUSED })),
  ...OURSELVES.map(([name, host]) => ({
    name,
    does: `a URL with the host ${host} and a port that is not allowed`,
    host,
    leads: true,
    otherPort: true as const,
    ...REFUSED,
  })),
  ...NAMED.map(([name, records]) => ({
    name,
    does: `the name server answers ${records.join(', ')}`,
    records,
    leads: records.includes('127.0.0.9'),
    ...REFUSED,
  })),
]

/** What is no http URL, or no URL at all: asked of nobody. */
export interface SchemeCase extends HostileCase {
  readonly url: string
}

const SCHEMES: readonly (readonly [name: string, url: string])[] = [
  ['file:', 'file:///etc/passwd'],
  ['ftp:', 'ftp://127.0.0.9/'],
  ['gopher:', 'gopher://127.0.0.9/_GET'],
  ['dict:', 'dict://127.0.0.9/stat'],
  ['javascript:', 'javascript:fetch("http://127.0.0.9/")'],
  ['data:', 'data:text/html,<script src=http://127.0.0.9/></script>'],
  ['view-source:', 'view-source:http://127.0.0.9/'],
  ['chrome:', 'chrome://settings/'],
  ['ws:', 'ws://127.0.0.9/'],
  ['blob:', 'blob:http://127.0.0.9/1'],
  ['IPv6 with a zone', 'http://[fe80::1%25lo]/'],
  ['a NUL in the host', 'http://127.0.0.9%00.site.test/'],
  ['a part too large', 'http://127.0.0.265/'],
  ['a port that wraps around', 'http://127.0.0.1:65616/'],
]

export const SCHEME_CASES: readonly SchemeCase[] = SCHEMES.map(([name, url]) => ({
  name: `scheme or spelling: ${name}`,
  does: `a link or redirect to ${url}`,
  url,
  ...REFUSED,
}))
