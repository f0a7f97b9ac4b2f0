import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { rectificationDocument, type Terms } from '../../../src/report/documents/rectification.ts'
import type { SiteView } from '../../../src/report/site-view.ts'
import { convert, pagesOf } from '../office.ts'
import { sampleRun, sampleSites } from '../views.ts'
import { footnotesOf, partsOf, textOf } from './docx.ts'

const TERMS: Terms = { issued: '2026-11-25', workingDays: 10, deadline: '2026-12-09' }

function siteNamed(name: string): SiteView {
  const site = sampleSites().find((one) => one.name === name)
  if (!site) throw new Error(`no site ${name} in the sample`)
  return site
}

async function partsFor(site: SiteView, terms = TERMS): Promise<Map<string, string>> {
  const docx = await rectificationDocument(sampleRun(), site, terms)
  if (docx === null) throw new Error('there is something to rectify')
  return partsOf(docx)
}

const textFor = async (name: string, terms = TERMS) => textOf(await partsFor(siteNamed(name), terms))

test('the whole text, with a veto, doubts and deductions', async () => {
  const site = siteNamed('安澜省市场监督管理局')
  // Run vitest with -u on this file to take a new one over.
  await expect(textOf(await partsFor(site))).toMatchFileSnapshot('../golden/rectification.txt')
})

test('equal input makes equal parts', async () => {
  expect(await partsFor(siteNamed('河湾市人民政府'))).toEqual(await partsFor(siteNamed('河湾市人民政府')))
})

test.each(['明川市人民政府', '云麓市人民政府', '安澜省商务厅'])('%s has nothing to rectify: no document', async (name) => {
  expect(await rectificationDocument(sampleRun(), siteNamed(name), TERMS)).toBeNull()
})

test('a doubt is listed apart, and no row of the problems is one', async () => {
  const text = await textFor('青屿市人民政府')
  const [problems = '', doubts = ''] = [
    text.slice(text.indexOf('\n网站问题清单'), text.indexOf('\n待核实事项清单')),
    text.slice(text.indexOf('\n待核实事项清单'), text.indexOf('\n整改情况回执')),
  ]
  expect(problems).not.toMatch(/未能渲染|无法识别/)
  expect(doubts).toMatch(/未能渲染.*\n.*无法识别|无法识别.*\n.*未能渲染/)
  expect(doubts).toContain('列入本表不表示网站存在问题')
})

test('without doubts there is no annex of them, and the receipt moves up', async () => {
  const text = await textFor('沙洲市人民政府')
  expect(text).not.toContain('待核实')
  expect(text).toContain('\n附件：1.\t网站问题清单\n2.\t整改情况回执\n')
  expect(text).toContain('填写附件2，报送')
})

test('a deadline that cannot be known is a marked place that says why', async () => {
  const text = await textFor('沙洲市人民政府', { ...TERMS, issued: '2026-12-25', deadline: null })
  expect(text).toContain(
    '【此处由承办人填写：整改截止日期（自2026年12月25日起10个工作日；期限跨入放假安排尚未公布的年度，无法推算）】前（含当日）完成整改',
  )
  expect(await textFor('沙洲市人民政府')).toContain('请于2026年12月9日[4]前（含当日，即自2026年11月25日起10个工作日内）完成整改')
})

test('the sums are those of the rows', async () => {
  const site = siteNamed('河湾市人民政府')
  const text = textOf(await partsFor(site))
  const points = site.problems.reduce((all, { deduction }) => all + deduction, 0)
  expect(text).toMatch(new RegExp(`存在需要整改的问题${site.problems.length}项\\[1\\]，建议扣分合计${points}分`))
  expect([...text.matchAll(/^\d+ \| .* \| [0-9a-f]{12}$/gm)]).toHaveLength(site.problems.length)
})

test('the receipt names each problem once, by its number', async () => {
  const text = await textFor('河湾市人民政府')
  const receipt = text.slice(text.indexOf('\n整改情况回执'))
  expect(receipt).toMatch(/^\d+至\d+ \|/m)
  const numbers = [...receipt.matchAll(/^([\d至、]+) \| \S+/gm)].flatMap(([, list = '']) =>
    list.split('、').flatMap((span) => {
      const [from = 0, to = from] = span.split('至').map(Number)
      return Array.from({ length: to - from + 1 }, (_, index) => from + index)
    }),
  )
  expect(numbers.sort((a, b) => a - b)).toEqual(siteNamed('河湾市人民政府').problems.map((_, index) => index + 1))
})

test('every footnote has words', async () => {
  for (const [id, text] of footnotesOf(await partsFor(siteNamed('沙洲市人民政府')))) expect(text, id).toMatch(/附件1|推算/)
})

test('tables keep inside the text of the page that they are on', async () => {
  const xml = (await partsFor(siteNamed('青屿市人民政府'))).get('word/document.xml') ?? ''
  const areas = xml
    .split('<w:sectPr>')
    .slice(1)
    .map((rest) => (/landscape/.test(rest.slice(0, rest.indexOf('</w:sectPr>'))) ? 225 : 156))
  const tables = xml
    .split('<w:sectPr>')
    .map((rest) =>
      [...rest.matchAll(/<w:tblGrid>(.*?)<\/w:tblGrid>/g)].map(([, grid = '']) =>
        [...grid.matchAll(/w:w="(\d+)"/g)].reduce((all, [, width]) => all + Number(width), 0),
      ),
    )
  expect(tables.flat()).toHaveLength(5)
  for (const [index, widths] of tables.entries())
    for (const width of widths) expect(width).toBeLessThanOrEqual(Math.ceil(((areas[index] ?? 0) * 1440) / 25.4) + 5)
})

test('what pages of ill will wrote stays text, and short enough for a row; LibreOffice opens it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'govsite-rectification-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'hostile.docx')
  const site = siteNamed('青屿市人民政府')
  const docx = await rectificationDocument(sampleRun(), { ...site, owner: { ...site.owner, name: '甲<w:p/>&乙\u0001' } }, TERMS)
  writeFileSync(file, docx ?? '')
  const text = await readFile(await convert(file, 'txt', folder), 'utf8')
  for (const said of ['甲<w:p/>&乙：', '<script>alert(1)</script>', '=HYPERLINK("http://x")', '&amp;]]>\\u0000'])
    expect(text).toContain(said)
  expect(text).not.toContain('很长的标题'.repeat(60))
  expect((await partsOf(docx ?? new Uint8Array())).get('word/_rels/document.xml.rels')).not.toContain('hyperlink')
  const pages = await pagesOf(file, folder, 30)
  expect(pages.length).toBeGreaterThan(4)
  expect(pages.length).toBeLessThan(10)
})
