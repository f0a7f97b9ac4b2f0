import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UserError } from '../../src/model/config.ts'
import { parseTables } from '../../src/registry/table-file.ts'
import { sheet, workbook } from './workbooks.ts'

test('lines are counted as an editor counts them, line breaks within quotes included', async () => {
  const tables = await parseTables('a.csv', Buffer.from('a,b\r\n\r\n"x\r\ny",2\r\n\r\n3,4\n5,6\r7,8'))
  expect(tables[0]?.rows.map(({ line, cells }) => [line, ...cells])).toEqual([
    [1, 'a', 'b'],
    [3, 'x\ny', '2'],
    [6, '3', '4'],
    [7, '5', '6'],
    [8, '7', '8'],
  ])
})

test('cells of a workbook are read as they are shown', async () => {
  const bytes = await workbook((book) => {
    book.addWorksheet('hidden', { state: 'hidden' }).addRow(['old'])
    const made = book.addWorksheet('now')
    made.addRow(['title'])
    made.mergeCells('A1:C1')
    made.getCell('A3').value = { richText: [{ text: '甘肃' }, { text: '省', font: { bold: true } }] }
    made.getCell('B3').value = { text: 'http://a.gov.cn/', hyperlink: 'http://a.gov.cn/' }
    made.getCell('C3').value = { formula: '1+1', result: 2 }
    made.getCell('D3').value = new Date(Date.UTC(2026, 6, 31, 10, 20))
    made.getCell('E3').value = new Date(Date.UTC(2026, 6, 31))
    made.getCell('F3').value = 42
    made.getCell('F3').numFmt = '0000000000'
    made.getCell('G3').value = 6200000001
    made.getCell('H3').value = true
    made.getCell('I3').value = { error: '#N/A' }
  })
  const tables = await parseTables('a.xlsx', bytes)
  expect(tables.map((table) => table.sheet)).toEqual(['now', 'hidden'])
  expect(tables[0]?.rows[0]).toEqual({ line: 1, cells: ['title', 'title', 'title'] })
  expect(tables[0]?.rows[1]).toEqual({
    line: 3,
    cells: ['甘肃省', 'http://a.gov.cn/', '2', '2026-07-31 10:20:00', '2026-07-31', '0000000042', '6200000001', 'TRUE', '#N/A'],
  })
})

/** A zip with one deflated part that unpacks to `bytes` zeros. */
function bomb(bytes: number): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const packed = deflateRawSync(Buffer.alloc(bytes), { level: 9 })
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(100, 24) // what it claims to unpack to
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, central, name, end])
}

async function refusal(bytes: Uint8Array): Promise<string> {
  const error: unknown = await parseTables('f', bytes).catch((thrown: unknown) => thrown)
  if (!(error instanceof UserError)) throw error
  return error.problems.map((problem) => problem.got).join()
}

test('what is no table, or a dangerous one, is refused with its reason', async () => {
  const sound = await sheet([['a', 'b']])
  expect(await refusal(bomb(300 * 1_048_576))).toBe('a larger workbook')
  expect(await refusal(sound.slice(0, sound.length - 40))).toMatch(/^a damaged file/)
  expect(await refusal(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toMatch(/old \.xls or a workbook with a password/)
  expect(await refusal(Buffer.from('\n<html><table><tr><td>1</td></tr></table>'))).toBe('a web page')
  expect(await refusal(Buffer.from('a,b\u0000c'))).toBe('bytes that are no text')
  expect(await refusal(Buffer.from('a,b\n"open'))).toMatch(/Quote Not Closed/)
  expect(await refusal(Buffer.from('x\n'.repeat(200_001)))).toBe('more')
})

test('a workbook with bytes broken anywhere is read or refused, never thrown at the user', async () => {
  const sound = await sheet([
    ['a', 'b'],
    ['c', 1],
  ])
  await fc.assert(
    fc.asyncProperty(fc.nat(sound.length - 1), fc.nat(255), async (at, byte) => {
      const broken = sound.slice()
      broken[at] = byte
      const result: unknown = await parseTables('f', broken).catch((thrown: unknown) => thrown)
      expect(Array.isArray(result) || result instanceof UserError).toBe(true)
    }),
    { numRuns: 60 },
  )
})
