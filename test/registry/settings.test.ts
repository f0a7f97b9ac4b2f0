import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Problem } from '../../src/model/config.ts'
import type { Settings } from '../../src/model/settings.ts'
import { readSettings } from '../../src/registry/settings.ts'
import { parseYaml } from '../../src/registry/yaml-file.ts'

const SHIPPED = readFileSync('config/settings.yaml', 'utf8')

function read(text: string | undefined): { settings: Settings | undefined; problems: Problem[] } {
  const problems: Problem[] = []
  const shipped = parseYaml('shipped.yaml', SHIPPED, problems)
  const own = text === undefined ? undefined : parseYaml('settings.yaml', text, problems)
  if (!shipped || (text !== undefined && !own)) return { settings: undefined, problems }
  return { settings: readSettings(shipped, own, problems), problems }
}

test('the shipped settings are sound and hold every key', () => {
  const { settings, problems } = read(undefined)
  expect(problems).toEqual([])
  expect(settings?.limits.deadlineSeconds).toBe(15)
  expect(settings?.schedule.probesPerDay).toBeGreaterThanOrEqual(20)
  expect(settings?.ledger.closed).toContain('已办结')
  expect(settings?.seal).toEqual({ timeAuthorityCertificates: [], timeoutSeconds: 20 })
})

test.each([
  ['', 'an empty file'],
  ['# only a remark\n', 'remarks'],
  ['resolver:\nguard:\n', 'keys without a value'],
])('the defaults stand for %j (%s)', (text) => {
  expect(read(text)).toEqual({ settings: read(undefined).settings, problems: [] })
})

test('a few keys of ones own change these and nothing else', () => {
  const { settings, problems } = read(
    'resolver: {servers: ["127.0.0.1:5353"], hosts: {a.gov.cn: [127.0.0.1, "::1"]}}\nlimits: {deadlineSeconds: 2}\nledger: {columns: {number: [流水号]}}\n',
  )
  const base = read(undefined).settings
  expect(problems).toEqual([])
  expect(settings?.resolver).toEqual({
    servers: ['127.0.0.1:5353'],
    hosts: { 'a.gov.cn': ['127.0.0.1', '::1'] },
    timeoutSeconds: base?.resolver.timeoutSeconds,
  })
  expect(settings?.limits).toEqual({ ...base?.limits, deadlineSeconds: 2 })
  expect(settings?.ledger.columns).toEqual({ ...base?.ledger.columns, number: ['流水号'] })
})

test.each([
  ['an unknown group', 'resolvers: {}', 1, 'resolvers', 'did you mean resolver?'],
  ['an unknown key', 'limits:\n  linkPerSite: 5', 2, 'limits.linkPerSite', 'did you mean linksPerSite?'],
  ['a number in quotes', 'limits:\n  redirects: "5"', 2, 'limits.redirects', 'write it without quotes'],
  ['a number out of range', 'schedule:\n  probesPerDay: 5', 2, 'schedule.probesPerDay', undefined],
  ['not a number', 'limits: {redirects: .nan}', 1, 'limits.redirects', undefined],
  ['a cron expression with a bad hour', 'schedule:\n  crawl: "0 25 * * *"', 2, 'schedule.crawl', 'mend the hour (25)'],
  ['a cron expression that is too short', 'schedule:\n  crawl: daily', 2, 'schedule.crawl', 'for two in the morning write 0 2 * * *'],
  ['a time zone of another planet', 'schedule:\n  timezone: Mars/Base', 2, 'schedule.timezone', 'write Asia/Shanghai'],
  ['a canary without scheme', 'vantage:\n  canaries:\n    - www.gov.cn', 3, 'vantage.canaries[0]', 'write http://www.gov.cn'],
  [
    'a bare address where a range is meant',
    'guard:\n  allow:\n    - cidr: 127.0.0.1',
    3,
    'guard.allow[0].cidr',
    'for this one address write 127.0.0.1/32',
  ],
  ['a range that is none', 'guard:\n  allow:\n    - {cidr: 10.0.0.0/40}', 3, 'guard.allow[0].cidr', undefined],
  ['a port that is none', 'guard: {ports: [80, 99999]}', 1, 'guard.ports[1]', undefined],
  [
    'a resolver by name',
    'resolver:\n  servers: [dns.example.cn]',
    2,
    'resolver.servers[0]',
    'a resolver cannot be found by name: write its address',
  ],
  ['a resolver called localhost', 'resolver:\n  servers: ["localhost:53"]', 2, 'resolver.servers[0]', 'write 127.0.0.1:53'],
  ['a resolver with a bad port', 'resolver:\n  servers: ["127.0.0.1:0"]', 2, 'resolver.servers[0]', undefined],
  ['one address in the place of a list', 'resolver:\n  hosts:\n    a.gov.cn: 127.0.0.1', 3, 'resolver.hosts.a.gov.cn', undefined],
  [
    'a URL in the place of a host',
    'resolver:\n  hosts:\n    http://a.gov.cn: [127.0.0.1]',
    3,
    'resolver.hosts.http://a.gov.cn',
    'leave out http://, port and path',
  ],
  [
    'a user agent without a contact',
    'userAgent: govsite',
    1,
    'userAgent',
    'add an e-mail address, a URL or a telephone number, so that a site can reach you',
  ],
  ['a user agent in Chinese', 'userAgent: 政府网站检查 a@b.cn', 1, 'userAgent', 'use Latin letters, digits and punctuation on one line'],
  ['a list in the place of a group', 'limits: [1]', 1, 'limits', undefined],
  ['a full-width colon', 'limits:\n  redirects：5', 1, 'limits', 'after a key write a half-width colon and a blank (: )'],
  ['a time stamp service without scheme', 'seal:\n  timeAuthority: tsa.example.cn', 2, 'seal.timeAuthority', 'write http://tsa.example.cn'],
  [
    'a password in the address of the time stamp service',
    'seal:\n  timeAuthority: https://office:secret@tsa.example.cn/',
    2,
    'seal.timeAuthority',
    'leave out what stands before the @',
  ],
  ['a time stamp service that has for ever', 'seal: {timeoutSeconds: 0}', 1, 'seal.timeoutSeconds', undefined],
  ['yes in the place of true', 'render: {enabled: yes}', 1, 'render.enabled', undefined],
])('%s is told with its line', (_, text, line, at, fix) => {
  const { settings, problems } = read(text)
  expect(settings).toBeUndefined()
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ file: 'settings.yaml', line, at })
  expect(problems[0]?.fix).toBe(fix)
})

test('all mistakes are told at once', () => {
  const { problems } = read('userAgent: x\nlimits:\n  redirects: -1\n  bodyBytes: 1.5\nscheduel: {}\n')
  expect(problems.map((problem) => problem.at).sort()).toEqual(['limits.bodyBytes', 'limits.redirects', 'scheduel', 'userAgent'])
})

test('resolvers in every accepted form', () => {
  expect(read('resolver: {servers: ["1.1.1.1", "1.1.1.1:53", "2001:db8::1", "[2001:db8::1]:53"]}').problems).toEqual([])
})

test.each([
  ['a tab in front of a key', 'limits:\n\tredirects: 5', 2, 'spaces in front of a key'],
  ['a key given twice', 'limits: {}\nlimits: {}', 2, 'each key once'],
  ['two documents', 'limits: {}\n---\nlimits: {}', 2, 'one document'],
  ['a cron expression of stars without quotes', 'schedule:\n  crawl: * * * * *', 2, 'valid YAML'],
  ['a star without quotes', 'schedule:\n  crawl: *x', 2, 'valid YAML'],
  ['an open bracket', 'guard: {ports: [80\nrender: {}', 2, 'valid YAML'],
])('broken YAML: %s', (_, text, line, expected) => {
  const { problems } = read(text)
  expect(problems).toContainEqual(expect.objectContaining({ file: 'settings.yaml', line, expected }))
})

test('a document that grows without end is refused, and so is one nested without end', () => {
  const rows = Array.from(
    { length: 12 },
    (_, i) => `k${i}: &k${i} [${Array.from({ length: 9 }, () => (i === 0 ? 'x' : `*k${i - 1}`)).join(',')}]`,
  )
  expect(read(rows.join('\n')).problems).toHaveLength(1)
  expect(read('['.repeat(20_000)).problems.length).toBeLessThan(5)
})

test('no text makes the reader throw', () => {
  const snippet = fc.constantFrom(
    'limits',
    ':',
    ' ',
    '\n',
    '  ',
    '-',
    '[',
    ']',
    '{',
    '}',
    '&a',
    '*a',
    '"',
    "'",
    '#',
    '!!x',
    '__proto__',
    'constructor',
    '5',
    '|',
    '>',
    '? ',
    '中',
    '\t',
    '%',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(snippet, { maxLength: 40 }).map((parts) => parts.join('')),
      ),
      (text) => {
        const { settings, problems } = read(text)
        expect(settings === undefined).toBe(problems.length > 0)
      },
    ),
    { numRuns: 150 },
  )
})
