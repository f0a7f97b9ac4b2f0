import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byTurns, sample } from '../../../src/crawl/sample.ts'
import type { Target } from '../../../src/crawl/targets.ts'

const target = fc.record({
  url: fc.integer({ min: 0, max: 9999 }).map((n) => `http://a.test/${n}`),
  foundOn: fc.constant('http://a.test/'),
  text: fc.constant(''),
  level: fc.constantFrom<2 | 3>(2, 3),
  sameSite: fc.boolean(),
  kind: fc.constantFrom<Target['kind']>('page', 'attachment', 'image'),
})
const targets = fc.uniqueArray(target, { selector: ({ url }) => url, maxLength: 200 })
const rank = (name: string) => [...name].reverse().join('')

test('a sample fills the cap, keeps what must be kept, and does not depend on the order', () => {
  fc.assert(
    fc.property(targets, fc.integer({ min: 0, max: 250 }), (all, cap) => {
      const keep = ({ url }: Target) => url.endsWith('7')
      const chosen = sample(all, { cap, keep, rank })
      const kept = all.filter(keep)
      expect(chosen.length).toBe(Math.min(all.length, Math.max(cap, kept.length)))
      expect(chosen).toEqual(expect.arrayContaining(kept))
      const turned = sample([...all].reverse(), { cap, keep, rank })
      expect(turned.map(({ url }) => url).sort()).toEqual(chosen.map(({ url }) => url).sort())
    }),
  )
})

test('groups take turns', () => {
  expect(byTurns(['a1', 'a2', 'a3', 'b1', 'c1', 'c2'], (name) => name.slice(0, 1))).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3'])
})
