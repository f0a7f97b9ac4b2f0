import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Earlier } from '../../../src/report/documents/change.ts'
import { noticeDocument } from '../../../src/report/documents/notice.ts'
import type { RunView } from '../../../src/report/run-view.ts'
import type { SiteView } from '../../../src/report/site-view.ts'
import { convert, pagesOf } from '../office.ts'
import { sampleRun, sampleSites } from '../views.ts'
import { footnotesOf, partsOf, textOf } from './docx.ts'

const ALONE: Earlier = { previous: null, lastYear: null }
/** Sites of the sample that have doubts and no problem that is certain. */
const ONLY_DOUBTED = ['云麓市人民政府', '南桥市人民政府', '安澜省财政厅', '安澜省商务厅', '安澜省体育局']

const partsFor = async (run: RunView, sites: readonly SiteView[], earlier = ALONE) => partsOf(await noticeDocument(run, sites, earlier))
const textFor = async (run: RunView, sites: readonly SiteView[], earlier = ALONE) => textOf(await partsFor(run, sites, earlier))

/** Lines between two headings of the first level. */
function chapter(text: string, number: string, next: string): string {
  return text.slice(text.indexOf(`\n${number}、`), text.indexOf(`\n${next}、`))
}

/** The sample as it would have been on another day: every site had one problem more. */
function earlierRun(id: string, day: string, given: Partial<RunView> = {}): RunView {
  const run = sampleRun()
  const tables = run.league.tables.map((table) => ({ ...table, rows: table.rows.map((row) => ({ ...row, failures: row.failures + 1 })) }))
  return { ...run, run: { ...run.run, id, startedAt: `${day}T01:00:00.000+08:00` }, league: { ...run.league, tables }, ...given }
}

/** A run of the sites that these names belong to. */
function runOf(names: readonly string[], change: (site: SiteView) => SiteView = (site) => site): { run: RunView; sites: SiteView[] } {
  const whole = sampleRun()
  const keeps = ({ name }: { name: string }) => names.includes(name)
  const tables = whole.league.tables.map((table) => ({ ...table, rows: table.rows.filter(keeps) })).filter(({ rows }) => rows.length > 0)
  const sites = sampleSites().filter(keeps).map(change)
  const byKind = {
    city: 0,
    department: 0,
    county: 0,
    ...Object.fromEntries(Object.entries(Object.groupBy(sites, ({ owner }) => owner.kind)).map(([kind, own]) => [kind, own.length])),
  }
  return {
    run: {
      ...whole,
      league: { ...whole.league, tables },
      sites: whole.sites.filter(keeps),
      counts: { ...whole.counts, sites: sites.length, byKind },
    },
    sites,
  }
}

test('the whole text, compared with the run before and with one a year ago', async () => {
  const earlier = { previous: earlierRun('2026-10-28-crawl-11', '2026-10-28'), lastYear: earlierRun('2025-11-20-crawl-1', '2025-11-20') }
  // Run vitest with -u on this file to take a new one over.
  await expect(await textFor(sampleRun(), sampleSites(), earlier)).toMatchFileSnapshot('../golden/notice.txt')
})

test('sites that pass by one at a time make the same document, part by part', async () => {
  async function* oneByOne() {
    yield* sampleSites()
  }
  expect(await partsOf(await noticeDocument(sampleRun(), oneByOne(), ALONE))).toEqual(await partsFor(sampleRun(), sampleSites()))
})

test('only what is certain is laid to a unit; whoever is in doubt is named among the doubts', async () => {
  const text = await textFor(sampleRun(), sampleSites())
  for (const name of ONLY_DOUBTED) {
    expect(chapter(text, '三', '四')).not.toContain(name)
    expect(text).toMatch(new RegExp(`^\\d+ \\| .*\\| .*${name}.*\\| .* \\|`, 'm'))
  }
})

test('a site is called good only where the whole range is above the line and no veto is open', async () => {
  const text = await textFor(sampleRun(), sampleSites())
  const good = text.slice(text.indexOf('（一）良好网站'), text.indexOf('（二）待核实后'))
  const maybe = text.slice(text.indexOf('（二）待核实后'), text.indexOf('（三）各网站得分'))
  for (const name of ['明川', '望河', '临溪', '安澜省水利厅']) expect(good).toContain(name)
  // 金坪 has points enough, and a veto.
  for (const name of ['南桥', '云麓', '金坪', '安澜省财政厅', '安澜省文化和旅游厅']) expect(good).not.toContain(name)
  for (const name of ['南桥', '云麓', '安澜省财政厅']) expect(maybe).toContain(name)
  expect(maybe).not.toContain('金坪')
})

test('every footnote has words, and every reference has its footnote', async () => {
  const parts = await partsFor(sampleRun(), sampleSites(), { previous: earlierRun('p', '2026-10-28'), lastYear: null })
  const notes = footnotesOf(parts)
  const references = [...(parts.get('word/document.xml') ?? '').matchAll(/<w:footnoteReference w:id="(\d+)"\/>/g)].map(([, id]) => id)
  expect(references).toEqual([...notes.keys()])
  expect(references.length).toBeGreaterThan(20)
  for (const [id, text] of notes) expect(text, id).toMatch(/附件|检查批次/)
})

test('every count of a kind of problems names the evidence of its units', async () => {
  const parts = await partsFor(sampleRun(), sampleSites())
  const groups = [...textOf(parts).matchAll(/发现问题\d+项\[(\d+)\]：/g)]
  expect(groups.length).toBeGreaterThan(8)
  for (const [, id = ''] of groups) expect(footnotesOf(parts).get(id)).toMatch(/证据编号：.*[0-9a-f]{12}.*见附件2第\d+/)
})

test.each([
  ['no earlier run', ALONE, []],
  ['only the run before', { previous: earlierRun('p', '2026-10-28'), lastYear: null }, ['环比']],
  ['only a run of the year before', { previous: null, lastYear: earlierRun('p', '2025-11-20') }, ['同比']],
  ['a run of other sites', { previous: earlierRun('p', '2026-10-28', { sites: [] }), lastYear: null }, []],
])('what is compared: %s', async (_, earlier, says) => {
  const text = await textFor(sampleRun(), sampleSites(), earlier)
  expect(['环比', '同比'].filter((word) => text.includes(word))).toEqual(says)
})

test('a comparison counts common sites alone, and no grades across different points tables', async () => {
  const now = sampleRun()
  const [first] = now.sites
  const sites = now.sites
    .filter(({ code }) => code !== first?.code)
    .map((card) => ({ ...card, score: card.score && { ...card.score, rubric: 'other@1' } }))
  const text = await textFor(now, sampleSites(), { previous: earlierRun('p', '2026-10-28', { sites }), lastYear: null })
  expect(text).toMatch(
    /两次都检查的网站21个\[\d+\]（本次新增1个网站，不列入比较），发现的问题由85项变为64项（减少21项），待核实事项仍为49项；两次检查所用计分表不同，等次不作比较。/,
  )
})

test('a run where nothing is wrong', async () => {
  const { run, sites } = runOf(['北屏市人民政府'])
  const text = await textFor(run, sites)
  expect(chapter(text, '一', '二')).toContain('本次检查没有发现可以确定的问题。没有待核实事项。')
  expect(chapter(text, '三', '四').split('\n').slice(2)).toEqual(['本次检查没有发现可以确定的问题。'])
  expect(chapter(text, '四', '五').split('\n').slice(2)).toEqual(['本次检查没有待核实事项。'])
  expect(text).toContain('\n附件：各网站得分情况表\n')
  expect(text).not.toMatch(/附件\d/)
})

test('a run in which no site was reached accuses nobody', async () => {
  const { run, sites } = runOf(['安澜省商务厅', '安澜省体育局'])
  const text = await textFor(run, sites)
  expect(text).toMatch(/可以评定等次的0个，其中良好0个.*等次待定/)
  expect(text).toMatch(/总体合格率在0%至100%\[\d+\]之间/)
  expect(chapter(text, '三', '四').split('\n').slice(2)).toEqual(['本次检查没有发现可以确定的问题。'])
  expect(chapter(text, '四', '五')).toMatch(/未能采集到2个\[\d+\]网站的证据，对这些网站不作任何认定。/)
})

test('a site that only waits for the points of a person is no doubt of the evidence, and no annex is named that is not there', async () => {
  const { run, sites } = runOf(['安澜省财政厅'], (site) => ({ ...site, problems: [] }))
  const text = await textFor(run, sites)
  expect(text).toContain('安澜省财政厅（55～60分）')
  expect(text).toMatch(/总分范围跨良好线，或者单项否决尚待核实。见附件。/)
  expect(text).not.toMatch(/附件\d/)
  expect(chapter(text, '四', '五')).toMatch(/须由检查人员评分的指标中，尚有1个\[\d+\]未评分/)
})

test('sites without a points table are named, and no grade is invented', async () => {
  const { run, sites } = runOf(['北屏市人民政府'], (site) => ({ ...site, score: null, indicators: [] }))
  const text = await textFor(
    { ...run, sites: run.sites.map((card) => ({ ...card, score: null })), league: { ...run.league, tables: [] } },
    sites,
  )
  expect(text).toContain('本次检查的网站均没有评分结果，不作等次统计。')
  expect(text).toContain('北屏市人民政府没有适用的计分表，不在表内。')
})

test('a run that goes on, and one that was sealed or not', async () => {
  const run = sampleRun()
  const open = await textFor({ ...run, run: { ...run.run, finishedAt: null }, seal: null }, sampleSites())
  expect(open).toContain('该批次尚未结束，数字还会变化。')
  expect(open).toContain('本批次证据未封存。')
  const sealed = await textFor({ ...run, seal: run.seal && { ...run.seal, stampedAt: null } }, sampleSites())
  expect(sealed).toContain('封存根值为a3a3a3a3a3a3（SHA-256前12位）。')
  expect(sealed).not.toContain('时间戳')
})

test('requirements, addressee, signature, date and imprint are left to a person, and marked', async () => {
  const parts = await partsFor(sampleRun(), sampleSites())
  const places = [
    ...(parts.get('word/document.xml') ?? '').matchAll(
      /<w:r>(<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)?<w:t[^>]*>【此处由承办人填写：([^】]*)】/g,
    ),
  ]
  expect(places.map(([, , what]) => what)).toEqual(
    expect.arrayContaining(['主送机关', '发文机关署名', '成文日期', '抄送机关', '印发机关', '印发日', '联系人和联系电话']),
  )
  for (const [, look, what] of places) expect(look, what).toContain('<w:highlight w:val="yellow"/>')
})

test('tables keep inside the text', async () => {
  const parts = await partsFor(sampleRun(), sampleSites())
  const grids = [...(parts.get('word/document.xml') ?? '').matchAll(/<w:tblGrid>(.*?)<\/w:tblGrid>/g)]
  const widths = grids.map(([, grid = '']) => [...grid.matchAll(/w:w="(\d+)"/g)].reduce((all, [, width]) => all + Number(width), 0))
  expect(widths.length).toBeGreaterThan(3)
  for (const width of widths) expect(width).toBeLessThanOrEqual(Math.ceil((156 * 1440) / 25.4) + 2)
})

test('LibreOffice opens it: pages enough, and what sites wrote is text as they wrote it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'govsite-notice-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const hostile = '<w:br/>&amp;]]>"\'{PAGE}=1+1\ufffe'
  const renamed = sampleSites().map((site) => ({
    ...site,
    problems: site.problems.map((row) => ({ ...row, site: { ...row.site, name: `${row.site.name}${hostile}` } })),
  }))
  const file = join(folder, 'notice.docx')
  writeFileSync(file, await noticeDocument(sampleRun(), renamed, ALONE))
  const text = await readFile(await convert(file, 'txt', folder), 'utf8')
  expect(text).toContain('沙洲市人民政府<w:br/>&amp;]]>"\'{PAGE}=1+1')
  const pages = await pagesOf(file, folder, 30)
  expect(pages.length).toBeGreaterThan(8)
  expect(pages.length).toBeLessThan(30)
})
