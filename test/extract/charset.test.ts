import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decode } from '../../src/extract/charset.ts'

const ZH = '甘肃省人民政府网站政务公开通知公告'.repeat(3)
const bytes = (text: string, charset: string) => new Uint8Array(iconv.encode(text, charset))
const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

test.each<[string, Uint8Array, string | undefined, string]>([
  ['bytes and header agree', bytes(ZH, 'utf8'), 'text/html; charset=UTF-8', 'utf-8'],
  ['GB2312 is read as its superset', bytes(ZH, 'gbk'), 'text/html; charset="GB2312"', 'gb18030'],
  [
    'meta only',
    joined(bytes('<META http-equiv=Content-Type content="text/html; charset=gbk">', 'ascii'), bytes(ZH, 'gbk')),
    'text/html',
    'gb18030',
  ],
  [
    'the header is a server default, the meta right',
    joined(bytes('<meta charset=gb2312>', 'ascii'), bytes(ZH, 'gbk')),
    'text/html; charset=ISO-8859-1',
    'gb18030',
  ],
  ['a server default alone', bytes(ZH, 'gbk'), 'text/html; charset=ISO-8859-1', 'gb18030'],
  ['header says UTF-8, bytes are GBK', bytes(ZH, 'gbk'), 'text/html;charset=utf-8', 'gb18030'],
  ['header says GBK, bytes are UTF-8', bytes(ZH, 'utf8'), 'text/html;charset=gbk', 'utf-8'],
  ['a browser saved a GBK page as UTF-8 and left its meta', bytes(`<meta charset="gb2312">${ZH}`, 'utf8'), undefined, 'utf-8'],
  ['nothing is said', bytes(ZH, 'gbk'), undefined, 'gb18030'],
  ['an unknown label', bytes(ZH, 'gbk'), 'text/html;charset=foo', 'gb18030'],
  ['a foreign snippet in UTF-8', joined(bytes(ZH, 'utf8'), new Uint8Array([0xff, 0x20, 0xc0])), 'text/html;charset=gbk', 'utf-8'],
  ['Big5', bytes('政府網站公告內容說明', 'big5'), 'text/html;charset=big5', 'big5'],
])('%s', (_, body, header, charset) => {
  const read = decode(body, header)
  expect(read.charset).toBe(charset)
  expect(read.text).toMatch(/政府|甘肃/)
})

test('a byte order mark outdoes header and meta, and is no part of the text', () => {
  expect(decode(joined(new Uint8Array([0xef, 0xbb, 0xbf]), bytes(ZH, 'utf8')), 'text/html;charset=gbk')).toEqual({
    text: ZH,
    charset: 'utf-8',
  })
  expect(decode(joined(new Uint8Array([0xff, 0xfe]), bytes(ZH, 'utf16le')), 'text/html;charset=gbk')).toEqual({
    text: ZH,
    charset: 'utf-16le',
  })
})

test('a body cut in the middle of a character keeps its charset', () => {
  expect(decode(bytes(ZH, 'utf8').subarray(0, 100), 'text/html;charset=gbk').charset).toBe('utf-8')
  expect(decode(bytes(ZH, 'gbk').subarray(0, 61)).charset).toBe('gb18030')
})

test('any bytes under any label are read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.string(), (body, label) => {
      expect(typeof decode(body, `text/html; charset=${label}`).text).toBe('string')
    }),
  )
})
