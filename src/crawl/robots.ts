import { createRequire } from 'node:module'

/** Required, because the package's types claim a `default` that its CommonJS module lacks. */
const robotsParser: (url: string, text: string) => { isAllowed(url: string, userAgent: string): boolean | undefined } = createRequire(
  import.meta.url,
)('robots-parser')

export interface RobotsRules {
  allows(url: string): boolean
}

/** Patterns with wildcards cost their length times the path's; a hostile file must not buy more than this. */
const WILDCARD_CHARS = 20_000
const LINE_CHARS = 2_000
const PATH_CHARS = 2_000

/** The rules of one robots.txt for our own user agent (RFC 9309). What is no rule is passed over; URLs of other origins are not its business. */
export function readRobots(robotsUrl: string, text: string, userAgent: string): RobotsRules {
  const robots = robotsParser(robotsUrl, bounded(text))
  const token = productToken(userAgent)
  return {
    allows: (url) => robots.isAllowed(url.length > PATH_CHARS ? url.slice(0, PATH_CHARS) : url, token) !== false,
  }
}

/** `govsite` of `govsite/1.0 (…)` and of `Mozilla/5.0 (compatible; govsite/1.0; …)`. */
function productToken(userAgent: string): string {
  const compatible = /compatible; {0,4}([\w-]{1,60})/.exec(userAgent)
  return compatible?.[1] ?? /^[\w-]{1,60}/.exec(userAgent)?.[0] ?? '*'
}

function bounded(text: string): string {
  let wildcards = 0
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => {
      if (line.length > LINE_CHARS) return ''
      if (!line.includes('*') || /^\s{0,20}user-agent/i.test(line)) return line
      wildcards += line.length
      return wildcards > WILDCARD_CHARS ? '' : line
    })
    .join('\n')
}
