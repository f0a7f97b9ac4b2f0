import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRobots } from '../../../src/crawl/robots.ts'

const AT = 'https://www.site.test/robots.txt'
const OURS = 'govsite/0.1 (+mailto:office@example.test)'

test.each([
  ['', '/a', true],
  ['User-agent: *\nDisallow: /', '/', false],
  ['User-agent: *\nDisallow:', '/a', true],
  ['User-agent: *\nDisallow: /\n\nUser-agent: GovSite\nAllow: /', '/a', true],
  ['User-agent: Baiduspider\nDisallow: /', '/a', true],
  ['\uFEFFuser-agent: *\r\ndisallow: /admin/', '/admin/x', false],
  ['User-agent: *\nDisallow: /*.pdf$', '/a/b.pdf', false],
  ['User-agent: *\nDisallow: /*.pdf$', '/a/b.pdf?x', true],
  ['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
  ['User-agent: *\nDisallow: /%E4%B8%AD', '/中/文', false],
  ['<!DOCTYPE html><title>404</title>', '/a', true],
])('%j says of %s: %s', (text, path, allowed) => {
  expect(readRobots(AT, text, OURS).allows(`https://www.site.test${path}`)).toBe(allowed)
})

test('other origins are not its business', () => {
  const rules = readRobots(AT, 'User-agent: *\nDisallow: /', OURS)
  expect(rules.allows('https://other.test/')).toBe(true)
})

test('our own name is read out of a browser-like user agent', () => {
  const rules = readRobots(AT, 'User-agent: govsite\nDisallow: /', 'Mozilla/5.0 (compatible; govsite/1.0; +mailto:a@b.test)')
  expect(rules.allows('https://www.site.test/a')).toBe(false)
})

test('wildcards by the thousand cost bounded time', () => {
  const hostile = `User-agent: *\n${`Disallow: ${'*a'.repeat(900)}b\n`.repeat(300)}`
  const started = performance.now()
  readRobots(AT, hostile, OURS).allows(`https://www.site.test/${'a'.repeat(100_000)}`)
  expect(performance.now() - started).toBeLessThan(1_500)
})

test('any text is a robots.txt', () => {
  const line = fc.oneof(fc.string(), fc.constantFrom('User-agent: *', 'Disallow: /', 'Allow: *', 'User-agent: __proto__', 'Crawl-delay: x'))
  fc.assert(
    fc.property(fc.array(line), fc.webUrl(), (lines, url) => typeof readRobots(AT, lines.join('\n'), OURS).allows(url) === 'boolean'),
  )
})
