import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pdf, png } from '../../src/demo/files.ts'
import { encodeGbk } from '../../src/demo/gbk.ts'

const decode = (bytes: Uint8Array) => new TextDecoder('gbk').decode(bytes)

test.each([['政府网站工作年度报表（2025年度）〔2025〕3号'], ['ASCII only'], ['']])('GBK bytes of %s decode to the same text', (text) => {
  expect(decode(encodeGbk(text))).toBe(text)
})

test('what GBK can say comes back unchanged, and what it cannot becomes a question mark', () => {
  const han = fc.string({ unit: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code)) })
  fc.assert(fc.property(han, (text) => decode(encodeGbk(text)) === text))
  expect(decode(encodeGbk('𠮷a'))).toBe('?a')
})

test('a picture is a PNG of the size and colour asked for', () => {
  const bytes = Buffer.from(png(3, 2, 0x112233))
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG')
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([3, 2])
  const data = bytes.indexOf('IDAT')
  const rows = inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4)))
  expect([...rows.subarray(0, 4)]).toEqual([0, 0x11, 0x22, 0x33])
})

test('every object of a PDF lies where its table says, and the text is in it', () => {
  const text = Buffer.from(pdf(['年度报表', '第二行'])).toString('latin1')
  const table = Number(/startxref\n(\d+)/.exec(text)?.[1])
  expect(text.slice(table, table + 4)).toBe('xref')
  const starts = [...text.matchAll(/^(\d{10}) 00000 n /gm)].map((match) => Number(match[1]))
  expect(starts).toHaveLength(7)
  starts.forEach((start, index) => {
    expect(text.slice(start)).toMatch(new RegExp(`^${index + 1} 0 obj`))
  })
  const length = Number(/\/Length (\d+)/.exec(text)?.[1])
  expect(text.slice(text.indexOf('stream\n') + 7, text.indexOf('\nendstream'))).toHaveLength(length)
  expect(text).toContain(Buffer.from('年', 'utf16le').swap16().toString('hex').toUpperCase())
})
