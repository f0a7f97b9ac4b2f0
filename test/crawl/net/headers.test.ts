import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CookieJar } from '../../../src/crawl/cookies.ts'
import { readHeaders, resolveLocation } from '../../../src/crawl/headers.ts'

const FROM = new URL('http://site.test/a/b?c#d')

test('names are lower case, repeated fields are joined, cookies are kept apart', () => {
  const fields = ['X-A', '1', 'x-a', ' 2 ', 'Set-Cookie', 'a=1; path=/', 'SET-COOKIE', 'b=2', '__proto__', 'x'].map((text) =>
    Buffer.from(text),
  )
  const { headers, cookies } = readHeaders(fields)
  expect(headers['x-a']).toBe('1, 2')
  expect(cookies).toEqual(['a=1; path=/', 'b=2'])
  expect(Object.getPrototypeOf(headers)).toBe(Object.prototype)
})

test.each([
  ['/x', 'http://site.test/x#d'],
  ['y?z', 'http://site.test/a/y?z#d'],
  ['//other.test/', 'http://other.test/#d'],
  ['https://other.test/#e', 'https://other.test/#e'],
  [' /x\t', 'http://site.test/x#d'],
  ['http://[', null],
])('%j leads to %s', (location, href) => {
  expect(resolveLocation(Buffer.from(location), FROM)?.href ?? null).toBe(href)
})

test('a jar gives cookies to their own host or its parts only', () => {
  const jar = new CookieJar()
  jar.take('www.site.test', ['a=1', 'b=2; Domain=.site.test', 'c=3; domain=evil.test', 'd=4; domain=test', 'bad', '=x', 'e=\r\nHost: x'])
  expect(jar.header('www.site.test')).toBe('a=1; b=2; c=3; d=4')
  expect(jar.header('m.site.test')).toBe('b=2')
  expect(jar.header('evil.test')).toBe('')
})

test('any head can be read', () => {
  const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array))
  fc.assert(
    fc.property(fc.array(bytes), bytes, (fields, location) => {
      const { cookies } = readHeaders(fields)
      new CookieJar().take('site.test', cookies)
      const url = resolveLocation(location, FROM)
      return url === null || url.href.length > 0
    }),
  )
})
