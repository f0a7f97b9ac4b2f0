import { expect, test } from 'vitest'
import { cdxjLine } from '../../../src/bundle/archive/cdxj.ts'
import { stampOf, utcOf } from '../../../src/bundle/archive/moments.ts'
import { recordId } from '../../../src/bundle/archive/record.ts'
import { siteFile } from '../../../src/bundle/archive/site-file.ts'
import { targetUri, urn, webUrl } from '../../../src/bundle/archive/uris.ts'

test.each([
  ['a plain URL', 'http://www.a.gov.cn/x?y=1', 'http://www.a.gov.cn/x?y=1'],
  ['upper case', 'HTTP://WWW.A.CN/Ab', 'http://www.a.cn/Ab'],
  ['a fragment', 'http://a.cn/x#top', 'http://a.cn/x'],
  ['no path', 'http://a.cn', 'http://a.cn/'],
  ['Chinese', 'http://例子.cn/通知?词=a b', 'http://xn--fsqu00a.cn/%E9%80%9A%E7%9F%A5?%E8%AF%8D=a%20b'],
  ['escapes of GB 2312', 'http://a.cn/%C4%E3', 'http://a.cn/%C4%E3'],
  ['a percent sign that escapes nothing', 'http://a.cn/100%?p=%zz', 'http://a.cn/100%25?p=%25zz'],
  ['what browsers let through', 'http://a.cn/[x]|{y}^`?q={|}[]^`\\', 'http://a.cn/%5Bx%5D%7C%7By%7D%5E%60?q=%7B%7C%7D%5B%5D%5E%60%5C'],
  ['IPv6', 'http://[2001:DB8::1]:8080/[a]', 'http://[2001:db8::1]:8080/%5Ba%5D'],
  ['a user', 'http://u:p@a.cn/', 'http://u:p@a.cn/'],
  ['line ends', 'http://a.cn/x\r\nWARC-Type: warcinfo', 'http://a.cn/xWARC-Type:%20warcinfo'],
  ['half a character', 'http://a.cn/\ud800', 'http://a.cn/%EF%BF%BD'],
  ['a script', 'javascript:alert("1")', 'urn:url:javascript:alert(%221%22)'],
  ['no host', 'http://', 'urn:url:http://'],
  ['no URL', 'x\r\ny#z', 'urn:url:x%0D%0Ay%23z'],
  ['nothing', '', 'urn:url:-'],
])('the URI of a record about %s', (_, text, uri) => {
  expect(targetUri(text)).toBe(uri)
  expect(uri).toMatch(/^[a-z]+:(?:[\w\-.~:/?@!$&'()*+,;=[\]]|%[\dA-Fa-f]{2})+$/)
})

test('a name for what is not on the web', () => {
  expect(urn('fullPage', 'http://a.cn/x?y#z')).toBe('urn:fullPage:http://a.cn/x?y')
  expect(webUrl('ftp://a.cn/')).toBeNull()
})

test.each([
  ['http://www.a.cn/', 'cn,a)/'],
  ['https://www2.a.cn/', 'cn,a)/'],
  ['http://a.cn:80/', 'cn,a)/'],
  ['http://a.cn:8080/B?z=1&A=2', 'cn,a:8080)/b?a=2&z=1'],
  ['http://user:secret@a.cn/', 'cn,a)/'],
  ['HTTP://A.CN', 'cn,a)/'],
  ['http://[2001:DB8::1]/x', '[2001:db8::1])/x'],
  ['http://[2001:DB8::1]:81/x', '[2001:db8::1]:81)/x'],
  ['http://192.0.2.1/', '1,2,0,192)/'],
  ['http://例子.cn/通知', 'cn,xn--fsqu00a)/%e9%80%9a%e7%9f%a5'],
  ['http://a.cn/%C4%E3', 'cn,a)/%c4%e3'],
  ['http://a.cn/x y', 'cn,a)/x%20y'],
])('%s is sorted under %s', (text, key) => {
  const line = cdxjLine(
    { url: webUrl(text)?.href ?? '', utc: '2026-03-01T02:00:00.123Z', mime: 'text/html', status: '200', digest: 'ab' },
    { filename: 'x.warc.gz', offset: 7, length: 9 },
  )
  expect(line.startsWith(`${key} 20260301020000 {"url":`)).toBe(true)
  expect(JSON.parse(line.slice(line.indexOf('{')))).toEqual({
    url: webUrl(text)?.href,
    mime: 'text/html',
    status: '200',
    digest: 'sha256:ab',
    length: '9',
    offset: '7',
    filename: 'x.warc.gz',
  })
})

test('what has no host is sorted under itself', () => {
  const line = cdxjLine(
    { url: 'urn:dom:http://A.cn/', utc: '2026-03-01T02:00:00.000Z', mime: 'text/html', status: '-', digest: 'ab' },
    { filename: 'x', offset: 0, length: 1 },
  )
  expect(line).toMatch(/^urn:dom:http:\/\/A\.cn\/ 20260301020000 \{/)
})

test.each([
  ['6200000001', '6200000001.warc.gz'],
  ['bm12345678', 'bm12345678.warc.gz'],
  ['N123456789', /^n123456789__[0-9a-f]{16}\.warc\.gz$/],
  ['n123456789', 'n123456789.warc.gz'],
  ['@vantage', /^vantage__[0-9a-f]{16}\.warc\.gz$/],
  ['../../etc/passwd', /^etc-passwd__[0-9a-f]{16}\.warc\.gz$/],
  ['兰州', /^site__[0-9a-f]{16}\.warc\.gz$/],
  ['..', /^site__[0-9a-f]{16}\.warc\.gz$/],
  ['a__b', /^a-b__[0-9a-f]{16}\.warc\.gz$/],
  ['con\0\n', /^con__[0-9a-f]{16}\.warc\.gz$/],
  ['x'.repeat(300), /^x{64}__[0-9a-f]{16}\.warc\.gz$/],
])('the file of site %j', (code, name) => {
  if (typeof name === 'string') expect(siteFile(code)).toBe(name)
  else expect(siteFile(code)).toMatch(name)
})

test('no two codes share a file', () => {
  const codes = [
    'a-b',
    'a_b',
    'a.b',
    'A-b',
    'a/b',
    'a b',
    'a-b-',
    '-a-b',
    'a--b',
    siteFile('A-b').replace('.warc.gz', ''),
    '@vantage',
    'vantage',
    'Vantage',
  ]
  expect(new Set(codes.map((code) => siteFile(code).toLowerCase())).size).toBe(codes.length)
})

test.each([
  ['2026-03-01T10:00:00.123+08:00', '2026-03-01T02:00:00.123Z'],
  ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000Z'],
  ['yesterday', '1970-01-01T00:00:00.000Z'],
  ['+012026-03-01T10:00:00Z', '1970-01-01T00:00:00.000Z'],
])('%s is %s in an archive', (instant, utc) => {
  expect(utcOf(instant)).toBe(utc)
  expect(stampOf(utc)).toMatch(/^\d{14}$/)
})

test('a record’s id is made of its capture and its part in it', () => {
  expect(recordId('a', 'request')).toMatch(/^<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>$/)
  expect(recordId('a', 'request')).toBe(recordId('a', 'request'))
  expect(recordId('a', 'answer')).not.toBe(recordId('a', 'request'))
})
