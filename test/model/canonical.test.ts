import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../src/model/canonical.ts'

test.each([
  ['keys that look like numbers stand in the order of texts', { 9: 'a', 10: 'b', 1: 'c', a: 'd' }, '{"1":"c","10":"b","9":"a","a":"d"}'],
  [
    'keys stand in the order of UTF-16 units',
    { '\ufb33': 1, '\u{1f600}': 2, '\u20ac': 3, '\r': 4 },
    '{"\\r":4,"\u20ac":3,"\u{1f600}":2,"\ufb33":1}',
  ],
  ['keys inside lists are sorted too', [{ b: [], a: [{ d: 1, c: 2 }] }], '[{"a":[{"c":2,"d":1}],"b":[]}]'],
  ['the name of the prototype is a key', JSON.parse('{"b":1,"__proto__":{"z":1,"a":2}}'), '{"__proto__":{"a":2,"z":1},"b":1}'],
  ['numbers are written as ECMAScript writes them', [1e21, 1e-7, -0, 0.1, 4.5e15], '[1e+21,1e-7,0,0.1,4500000000000000]'],
  ['texts keep what need not be escaped', '\u20ac$\u000f\n"/\u2028', '"\u20ac$\\u000f\\n\\"/\u2028"'],
  ['undefined is no value', { a: undefined, b: [undefined, null] }, '{"b":[null,null]}'],
])('%s', (_, value: unknown, text) => {
  expect(canonicalJson(value)).toBe(text)
})

/** Keys that engines put in an order of their own, keys that mean something to an object, and any others. */
const key = fc.oneof(fc.nat({ max: 200 }).map(String), fc.constantFrom('__proto__', 'toJSON', '4294967295'), fc.string({ unit: 'binary' }))
const { value: data } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.constant(null), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string({ unit: 'binary' })),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.uniqueArray(fc.tuple(key, tie('value')), { maxLength: 6, selector: ([name]) => name }).map((pairs) => Object.fromEntries(pairs)),
  ),
}))

/** Takes out the smallest key that is left, one by one. */
function reference(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(reference)}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const left = new Map<string, unknown>(Object.entries(value))
  const members: string[] = []
  while (left.size > 0) {
    const first = [...left.keys()].sort()[0] ?? ''
    members.push(`${JSON.stringify(first)}:${reference(left.get(first))}`)
    left.delete(first)
  }
  return `{${members}}`
}

test('any data is written with its keys in order, and reads as the same data', () => {
  fc.assert(
    fc.property(data, (value) => {
      const text = canonicalJson(value)
      expect(text).toBe(reference(value))
      expect(isDeepStrictEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)))).toBe(true)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
})
