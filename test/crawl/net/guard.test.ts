import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGuard, scopeOf } from '../../../src/crawl/guard.ts'

const open = createGuard({ allow: [], ports: [80, 443] })

test.each(['8.8.8.8', '202.100.64.1', '2001:da8:c000::1', '240e:e1::1', '2400:3200::1'])('%s is public and allowed', (address) => {
  expect(open.refuses(address, 443)).toBeNull()
  expect(scopeOf(address)).toBe('global')
})

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.8.8.8', 'loopback'],
  ['10.0.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'carrierGradeNat'],
  ['169.254.169.254', 'linkLocal'],
  ['0.0.0.0', 'unspecified'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['192.0.2.1', 'reserved'],
  ['198.18.0.1', 'reserved'],
  ['203.0.113.9', 'reserved'],
  ['240.0.0.1', 'reserved'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['fe80::1', 'linkLocal'],
  ['fe80::1%eth0', 'linkLocal'],
  ['fd00:ec2::254', 'uniqueLocal'],
  ['fec0::1', 'deprecatedSiteLocal'],
  ['ff02::1', 'multicast'],
  ['2001:db8::1', 'reserved'],
  ['3fff::1', 'reserved'],
  ['100::1', 'discard'],
  ['::ffff:127.0.0.1', 'ipv4Mapped'],
  ['::ffff:8.8.8.8', 'ipv4Mapped'],
  ['64:ff9b::7f00:1', 'rfc6052'],
  ['2002:7f00:1::', '6to4'],
  ['2001:0:0:0:0:0:80ff:fffe', 'teredo'],
  ['::7f00:1', 'unallocated'],
  ['4000::1', 'unallocated'],
])('%s is refused', (address, range) => {
  expect(open.refuses(address, 80)).toContain(range)
})

test('only the listed ports of public addresses are allowed', () => {
  expect(open.refuses('8.8.8.8', 22)).toContain('port 22')
  expect(open.refuses('8.8.8.8', 80)).toBeNull()
})

test('an allowed range counts for its ports only, and for no other spelling of its addresses', () => {
  const guard = createGuard({ allow: [{ cidr: '127.0.0.0/8', ports: [8080] }, { cidr: '::1/128' }], ports: [80] })
  expect(guard.refuses('127.0.0.1', 8080)).toBeNull()
  expect(guard.refuses('127.0.0.1', 80)).not.toBeNull()
  expect(guard.refuses('::1', 9)).toBeNull()
  expect(guard.refuses('::ffff:127.0.0.1', 8080)).not.toBeNull()
})

test('a translated address is judged by its prefix and by the IPv4 address in it', () => {
  const guard = createGuard({ allow: [{ cidr: '64:ff9b::/96' }, { cidr: '2002::/16' }, { cidr: '::ffff:0:0/96' }], ports: [80, 443] })
  expect(guard.refuses('64:ff9b::808:808', 443)).toBeNull()
  expect(guard.refuses('64:ff9b::7f00:1', 443)).toContain('loopback')
  expect(guard.refuses('64:ff9b::808:808', 22)).toContain('port')
  expect(guard.refuses('2002:a00:1::1', 80)).toContain('private')
  expect(guard.refuses('::ffff:169.254.169.254', 80)).toContain('linkLocal')
})

test('scopes', () => {
  expect(scopeOf('127.0.0.5')).toBe('loopback')
  expect(scopeOf('::1')).toBe('loopback')
  expect(scopeOf('192.168.0.1')).toBe('private')
  expect(scopeOf('fd00::1')).toBe('private')
})

test('what is no address is refused, and nothing throws', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof open.refuses(text, 80) === 'string' && scopeOf(text) !== 'global'))
  fc.assert(fc.property(fc.ipV6(), fc.integer({ min: 0, max: 65_535 }), (address, port) => open.refuses(address, port) !== undefined))
})
