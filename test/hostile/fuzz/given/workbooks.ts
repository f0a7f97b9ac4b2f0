import fc from 'fast-check'
import { rawZip } from '../../../bundle/bag/raw-zip.ts'
import { unzipped } from '../../../bundle/sample-bundle.ts'
import { sheet } from '../../../registry/workbooks.ts'
import { damaged } from './damage.ts'

/** What a hostile workbook says in place of sound attributes and cells. */
const SWAPS: readonly (readonly [string, string])[] = [
  ['r="A1"', 'r="ZZZZ1"'],
  ['r="A1"', 'r="A0"'],
  ['r="B2"', 'r="XFD1048577"'],
  ['r="2"', 'r="99999999"'],
  ['r="2"', 'r="-1"'],
  ['t="s"', 't="d"'],
  ['t="s"', 't="e"'],
  ['<v>0</v>', '<v>99999</v>'],
  ['<v>0</v>', '<v>1e400</v>'],
  ['<v>0</v>', '<f>1+1</f><v>NaN</v>'],
  ['<sst', '<!DOCTYPE x [<!ENTITY a "aaaa">]><sst'],
  ['</t>', '&a;&#0;&#x110000;</t>'],
  ['sheetId="1"', 'sheetId="x"'],
  ['sheetId="1"', 'sheetId="1" state="hidden"'],
  ['worksheets/sheet1.xml', '../../sheet1.xml'],
  ['<sheets>', '<sheets><sheet name="__proto__" sheetId="9" r:id="rId9"/>'],
  ['</row>', ''],
  ['<sheetData>', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>'],
]

/** A small sound workbook by its parts. */
async function parts(): Promise<ReadonlyMap<string, Buffer>> {
  const book = await sheet([
    ['编号', '网站标识码', '网站名称', '提交时间', '办结时间'],
    ['A1', '6200000001', '甘肃省网站', new Date('2026-07-31T10:20:00Z'), 46_234.5],
    [{ richText: [{ text: '甲' }] }, { text: 'x', hyperlink: 'http://a/' }, { formula: 'A1', result: 3 }, true, null],
  ])
  const all = await unzipped(Buffer.from(book))
  return new Map([...all].filter(([name]) => /sheet1|sharedStrings|workbook|styles|Types|_rels/.test(name)))
}

/** Workbooks with one part damaged or lying, packed soundly; some damaged as a zip; some sound. */
export async function workbooks(): Promise<fc.Arbitrary<Buffer>> {
  const sound = await parts()
  const names = [...sound.keys()]
  const zip = (name: string, bytes: Buffer) =>
    rawZip([...new Map([...sound, [name, bytes]])].map(([one, content]) => ({ name: one, bytes: content })))
  const part = fc.constantFrom(...names)
  const lying = fc.tuple(part, fc.array(fc.constantFrom(...SWAPS), { minLength: 1, maxLength: 3 })).map(([name, swaps]) => {
    const text = swaps.reduce((rest, [from, to]) => rest.replace(from, to), String(sound.get(name)))
    return zip(name, Buffer.from(text))
  })
  const broken = part.chain((name) => damaged(fc.constant(sound.get(name) ?? Buffer.alloc(0))).map((bytes) => zip(name, bytes)))
  const cut = damaged(fc.constant(rawZip([...sound].map(([name, bytes]) => ({ name, bytes, isDeflated: true })))))
  return fc.oneof({ weight: 1, arbitrary: lying }, { weight: 1, arbitrary: broken }, { weight: 8, arbitrary: cut })
}
