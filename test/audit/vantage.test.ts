import { expect, test } from 'vitest'
import { proveFamily } from '../../src/audit/vantage-view.ts'
import type { AddressScope, CanaryCapture, DnsCapture } from '../../src/model/capture.ts'
import { instantOf, millisOf } from '../../src/model/time.ts'
import { AT, HOME, siteOf } from './night.ts'

/** `b` before, `d` during, `a` after; `+` answered, `-` failed; the digit is the candidate asked: `b1+ d1- d2+ a1+`. */
function canaries(text: string, scope: AddressScope = 'global', family: 4 | 6 = 6): CanaryCapture[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word, at) => ({
      id: `${scope}${family}${at}`,
      kind: 'canary' as const,
      takenAt: instantOf(millisOf(AT) + at * 1000),
      phase: ({ b: 'before', d: 'during', a: 'after' } as const)[word[0] ?? ''] ?? 'during',
      url: `http://canary${word[1]}/`,
      family,
      scope,
      outcome: word[2] === '+' ? { kind: 'answered', status: 200, millis: 5 } : { kind: 'failed', failure: 'no-route', detail: '' },
    }))
}

function dns(type: 'A' | 'AAAA', ...records: string[]): DnsCapture {
  return { id: type, kind: 'dns', takenAt: AT, host: 'www.a.gov.cn', type, outcome: { kind: 'answered', records } }
}

const GLOBAL = [dns('AAAA', '2400:3200::1')]

test.each([
  ['b1+ d1+ a1+', true],
  ['b1+ d1- d2+ d1+ a1+', true],
  ['b1+ d1- d2- d1+ a1+', false],
  ['b1+ d1+ d1- a1+', false],
  ['b1- b2+ d1+ a1+', true],
  ['b1- d1+ a1+', false],
  ['b1+ d1+ a1-', false],
  ['b1+ a1+', false],
  ['d1+', false],
  ['', false],
])('canaries %s prove the route: %s', (text, proven) => {
  const proof = proveFamily(6, siteOf(), GLOBAL, canaries(text))
  expect(proof.proven).toBe(proven)
  expect(proof.says).toMatch(/^检查点的 IPv6 互联网线路.*。$/)
})

test('a route is proven in the scope of the site, by canaries of the family', () => {
  const sound = canaries('b1+ d1+ a1+', 'loopback')
  expect(proveFamily(6, siteOf(), [dns('AAAA', '::1')], sound).proven).toBe(true)
  expect(proveFamily(6, siteOf(), [dns('A', '127.0.0.1')], sound).proven).toBe(true)
  expect(proveFamily(6, siteOf(), GLOBAL, sound).proven).toBe(false)
  expect(proveFamily(4, siteOf(), [dns('A', '127.0.0.1')], sound)).toMatchObject({ proven: false, canaries: [] })
  expect(proveFamily(6, siteOf(), [dns('AAAA', 'fd00::1')], sound).says).toContain('内部网络')
  expect(proveFamily(6, siteOf(), [], canaries('b1+ d1+ a1+')).proven).toBe(true)
  expect(proveFamily(6, { ...siteOf(), home: 'http://[::1]:8080/' }, [], sound).proven).toBe(true)
  expect(proveFamily(4, { ...siteOf(), home: HOME.replace('www.a.gov.cn', '::bad') }, [dns('A', 'nonsense')], []).proven).toBe(false)
})
