import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { section } from '../../../src/report/documents/layout.ts'
import { body, heading, title } from '../../../src/report/documents/paragraphs.ts'
import { officialBytes } from '../../../src/report/documents/write.ts'
import { type DrawnPage, drawnPages, partsOf } from './docx.ts'

const MM = 1440 / 25.4
let folder: string
let parts: Map<string, string>
let pages: DrawnPage[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-layout-'))
  const sections = [
    section([title('题'), heading(1, '一'), heading(2, '二'), heading(3, '三')]),
    section([body('字'.repeat(1400))]),
    section([body('横')], true),
  ]
  const docx = await officialBytes({ title: '题 <&>', program: 'govsite 0.1.0', createdAt: '2026-11-25T01:00:00.000+08:00', sections })
  parts = await partsOf(docx)
  writeFileSync(join(folder, 'layout.docx'), docx)
  pages = await drawnPages(join(folder, 'layout.docx'), folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

const part = (path: string): string => parts.get(path) ?? ''
const number = (xml: string, pattern: RegExp): number => Number(pattern.exec(xml)?.[1])

test('the page is that of GB/T 9704: A4, 37 mm above, 28 mm left, 156 mm × 225 mm of text', () => {
  const [sections = ''] = /<w:sectPr>.*?<\/w:sectPr>/s.exec(part('word/document.xml')) ?? []
  const mm = (name: string) => number(sections, new RegExp(` w:${name}="(\\d+)"`)) / MM
  expect(mm('w')).toBeCloseTo(210, 1)
  expect(mm('h')).toBeCloseTo(297, 1)
  expect(mm('top')).toBeCloseTo(37, 1)
  expect(mm('left')).toBeCloseTo(28, 1)
  expect(mm('w') - mm('left') - mm('right')).toBeCloseTo(156, 1)
  expect(mm('h') - mm('top') - mm('bottom')).toBeCloseTo(225, 1)
})

test('the grid of the section is 22 lines of 28 characters of 16 pt', () => {
  const xml = part('word/document.xml')
  expect(xml).toContain('<w:docGrid w:type="linesAndChars"')
  const pitch = number(xml, /w:linePitch="(\d+)"/) / 20
  expect([Math.floor((225 * MM) / 20 / pitch), Math.floor((225 * MM) / 20 / (pitch + 0.1))]).toEqual([22, 21])
  const cell = 16 + number(xml, /w:charSpace="(-?\d+)"/) / 4096
  expect([Math.floor((156 * MM) / 20 / cell), Math.floor((156 * MM) / 20 / (cell + 0.1))]).toEqual([28, 27])
})

test.each([
  ['Normal', '仿宋_GB2312', 32],
  ['Title', '方正小标宋简体', 44],
  ['Heading1', '黑体', undefined],
  ['Heading2', '楷体_GB2312', undefined],
  ['Heading3', '仿宋_GB2312', undefined],
  ['Footer', '宋体', 28],
])('the style %s is set in %s', (id, font, size) => {
  const [style = ''] = new RegExp(`<w:style [^>]*w:styleId="${id}">.*?</w:style>`, 's').exec(part('word/styles.xml')) ?? []
  expect(style).toContain(`w:eastAsia="${font}"`)
  if (size !== undefined) expect(style).toContain(`<w:sz w:val="${size}"/>`)
  // Two styles of one id would leave it to the program which of them counts.
  expect(part('word/styles.xml').split(`w:styleId="${id}"`)).toHaveLength(2)
})

test('every type face that is named has an alternative of another name', () => {
  const named = new Set(
    [...part('word/styles.xml').matchAll(/w:eastAsia="([^"]+)"/g)].map(([, name]) => name).filter((name) => name !== 'zh-CN'),
  )
  const listed = [...part('word/fontTable.xml').matchAll(/<w:font w:name="([^"]+)"><w:altName w:val="([^"]+)"\/>/g)]
  expect(listed.map(([, name]) => name).sort()).toEqual([...named].sort())
})

test('a full line holds 28 characters and a full page 22 lines, with the fonts that there are', () => {
  const lines = pages.slice(1, 3).map(({ words }) =>
    Map.groupBy(
      words.filter(({ text }) => text.startsWith('字')),
      ({ top }) => Math.round(top),
    ),
  )
  const counts = lines.map((page) => [...page.values()].map((words) => words.map(({ text }) => text).join('').length))
  expect(counts[0]).toEqual([26, ...Array.from({ length: 21 }, () => 28)])
  expect(counts[1]).toEqual(Array.from({ length: 22 }, () => 28))
})

test('page numbers stand on the outer side, one character from the edge: odd ones right, even ones left', () => {
  const places = pages.map(({ words, width }, index) => {
    const foot = words.filter(({ top, text }) => /^(?:—|\d+|—.*)$/.test(text) && top > 500)
    return {
      text: foot.map(({ text }) => text).join(''),
      left: Math.min(...foot.map(({ left }) => left)),
      right: width - Math.max(...foot.map(({ right }) => right)),
      index,
    }
  })
  const left = (28 * MM) / 20 + 14
  const right = (26 * MM) / 20 + 14
  expect(places.slice(0, 3).map(({ text }) => text)).toEqual(['—1—', '—2—', '—3—'])
  expect(places[0]?.right).toBeCloseTo(right, 0)
  expect(places[1]?.left).toBeCloseTo(left, 0)
  expect(places[2]?.right).toBeCloseTo(right, 0)
})

test('the foot of the page keeps 7 mm below the text', () => {
  const number = pages[0]?.words.find(({ text }) => text === '1')
  const textEnds = ((37 + 225) * MM) / 20
  expect(number?.top).toBeGreaterThan(textEnds)
  expect(number?.top).toBeLessThan(textEnds + (7 * MM) / 20)
})

test('a section on its side is wide, and has its margins turned with it', () => {
  const last = pages.at(-1)
  expect(last?.width).toBeCloseTo((297 * MM) / 20, 0)
  expect(part('word/document.xml')).toContain('w:orient="landscape"')
})

test('the core properties tell the moment of the run, not of the writing, and stay XML', () => {
  expect(part('docProps/core.xml')).toContain('<dcterms:created xsi:type="dcterms:W3CDTF">2026-11-24T17:00:00Z</dcterms:created>')
  expect(part('docProps/core.xml')).toContain('<dc:title>题 &lt;&amp;&gt;</dc:title>')
})
