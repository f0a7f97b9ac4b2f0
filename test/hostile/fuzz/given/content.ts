import fc from 'fast-check'
import { markup } from './markup.ts'
import type { Received } from './pages.ts'
import { title } from './words.ts'

const LINKS = Array.from({ length: 17 }, (_, at) => `<li><a href="/a/${at}.html">关于做好第${at}项工作的通知</a></li>`).join('')
const WORDS = '<p>各县区人民政府、市直各部门，现将有关事项通知如下，请认真贯彻执行，结果按时报送。</p>'

/** Pages with content of their own, in more or less words, between hostile pieces: what a quick look may take for sound, and what it must not. */
export const fullPages: fc.Arbitrary<Received> = fc
  .record({
    before: markup,
    named: title,
    links: fc.constantFrom(LINKS, LINKS, LINKS.slice(0, 900)),
    words: fc.integer({ min: 0, max: 40 }),
    between: markup,
    after: fc.oneof(markup, fc.constant('')),
    end: fc.constantFrom('</body></html>', '</html>', '', '</html', '<'),
    truncated: fc.boolean(),
    status: fc.constantFrom(200, 200, 200, 412, 404),
  })
  .map(({ before, named, links, words, between, after, end, truncated, status }) => ({
    bytes: Buffer.from(
      `<html><head><title>${named}</title></head><body>${before}<ul>${links}</ul>${between}${WORDS.repeat(words)}${after}${end}`,
    ),
    url: 'http://www.x.gov.cn/tzgg/',
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    truncated,
  }))
