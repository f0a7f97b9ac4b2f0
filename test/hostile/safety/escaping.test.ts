import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, win32 } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { siteFile } from '../../../src/bundle/archive/site-file.ts'
import { readInfo, readManifest, writeInfo, writeManifest } from '../../../src/bundle/bag/manifest.ts'
import { checkName } from '../../../src/bundle/bag/names.ts'
import { writeSettings } from '../../../src/bundle/evidence/settings-file.ts'
import { oneLine } from '../../../src/bundle/one-line.ts'
import { documentPath } from '../../../src/cli/document-file.ts'
import { plainJson, plainLines, plainText } from '../../../src/cli/plain-text.ts'
import { readSites } from '../../../src/registry/sites.ts'
import { writeSitesCsv } from '../../../src/registry/write-sites.ts'
import { cell } from '../../../src/report/csv.ts'
import { body } from '../../../src/report/documents/paragraphs.ts'
import { officialBytes } from '../../../src/report/documents/write.ts'
import { escaped, html, outward, siteAnchor } from '../../../src/report/page/html.ts'
import { plainLine } from '../../../src/report/plain.ts'
import { text } from '../../../src/report/sheets/cell.ts'
import { pageLink } from '../../../src/report/sheets/links.ts'
import { cellXml, xmlText } from '../../../src/report/sheets/xml.ts'
import { CONFIG } from '../../crawl/visit/config.ts'
import { siteAt } from '../../crawl/visit/town.ts'
import { partsOf } from '../../report/documents/docx.ts'
import { DRIVES, TEXT_CASES } from './text-cases.ts'

/** Any text at all, and texts that are made of pieces of hostile ones. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc
    .array(fc.constantFrom(...TEXT_CASES.flatMap(({ text }) => [...text.slice(0, 200)])), { maxLength: 40 })
    .map((pieces) => pieces.join('')),
  fc.constantFrom(...TEXT_CASES.map(({ text }) => text)),
)
const RUNS = { numRuns: 500 }

/** Holds for any text. */
function always(check: (text: string) => void): void {
  fc.assert(
    fc.property(anyText, (text) => check(text)),
    RUNS,
  )
}

const LINE = /[\r\n\t]/
/** What is not seen, or turns the text around. */
const UNSEEN = /(?!\p{Variation_Selector})[\p{Cf}\p{Default_Ignorable_Code_Point}]/u

test.each([
  ['plainText', plainText],
  ['plainLine', plainLine],
  ['oneLine', (text: string) => oneLine(text)],
])('%s makes one line that drives no terminal and hides nothing', (_, make) => {
  always((text) => {
    const made = make(text)
    expect(made).not.toMatch(DRIVES)
    expect(made).not.toMatch(LINE)
    expect(make(made)).toBe(made)
  })
})

test('plainText shows where something was', () => {
  expect(plainText('通知\u202efdp.exe')).toBe('通知�fdp.exe')
  expect(plainText('甘\u200b肃')).toBe('甘�肃')
  expect(plainText('葛\u{e0100}')).toBe('葛\u{e0100}')
})

test('plainLines keeps lines and tabs and nothing else', () => {
  always((text) => {
    const made = plainLines(`\ufeff${text}`)
    expect(made.slice(1)).not.toMatch(DRIVES)
    expect(made.startsWith('\ufeff')).toBe(true)
    expect(made.split('\n').length).toBe(text.split('\n').length)
  })
})

test('plainJson says the same as before, in characters that do nothing', () => {
  always((text) => {
    const value = { [text]: [text] }
    for (const made of [plainJson(JSON.stringify(value)), plainJson(JSON.stringify(value, null, 2))]) {
      expect(JSON.parse(made)).toEqual(value)
      expect(made).not.toMatch(DRIVES)
    }
    expect(plainJson(JSON.stringify(value))).not.toContain('\n')
  })
})

test('a cell of a CSV is one cell, and no formula', () => {
  always((text) => {
    const [[read = ''] = []]: string[][] = parse(`${cell(text).toWellFormed()},x\r\n`, { relax_quotes: false })
    const whole = text.toWellFormed()
    expect([whole, `'${whole}`]).toContain(read)
    expect(read.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/)
  })
})

test('a cell of a sheet is XML that says the text, and no escape of a spreadsheet', () => {
  always((given) => {
    const made = text(given).text
    expect(made).not.toMatch(UNSEEN)
    const xml = cellXml(made)
    expect(xml).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|apos;)|_x(?!005F)[0-9a-f]{4}_(?<!_x005F_x...._)/i)
    const read = parseDocument(`<t>${xml}</t>`, { xmlMode: true }).children
    expect(read).toMatchObject([
      { name: 't', children: made === '' ? [] : [{ data: made.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') }] },
    ])
    expect(xmlText(given)).not.toMatch(/[<>"']/)
  })
})

test('text in HTML is text, in content and in attributes', () => {
  always((text) => {
    const [element] = parseDocument(html`<p title="${text}">${text}</p>`.text).children
    const shown = parseDocument(escaped(text), { decodeEntities: true })
      .children.map((node) => ('data' in node ? node.data : '<'))
      .join('')
    expect(element).toMatchObject({ name: 'p', attribs: { title: shown } })
    expect(escaped(text)).not.toMatch(UNSEEN)
    const link = outward(text).text
    if (link.startsWith('<a')) expect(new URL(text).protocol).toMatch(/^https?:$/)
    expect(siteAnchor(text)).toMatch(/^site\.[A-Za-z0-9_]*$/)
  })
})

test('a link of a sheet leads to the web or nowhere', () => {
  always((text) => {
    for (const url of [text, `http://a.example/${text}`]) {
      const link = pageLink(url)
      if (link !== null) expect(`${link.target}${link.place ?? ''}`).toMatch(/^https?:\/\/[\w\-.~:/?[\]@!$&'()*+,;=%#]*$/)
    }
  })
})

test('a document holds the text as text', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const section = { children: [body(text, { text: 'x', source: text })] }
      const parts = await partsOf(
        await officialBytes({ title: text, program: 'p', createdAt: '2026-03-01T00:00:00.000+08:00', sections: [section] }),
      )
      for (const [path, xml] of parts) expect(xml, path).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
      for (const [path, xml] of parts) expect(xml, path).not.toMatch(UNSEEN)
      expect(names(parts.get('word/document.xml') ?? '')).toEqual(names(await plainDocument()))
    }),
    { numRuns: 30 },
  )
})

let plain: Promise<string> | undefined
function plainDocument(): Promise<string> {
  plain ??= officialBytes({
    title: 'x',
    program: 'p',
    createdAt: '2026-03-01T00:00:00.000+08:00',
    sections: [{ children: [body('x', { text: 'x', source: 'x' })] }],
  }).then(async (bytes) => (await partsOf(bytes)).get('word/document.xml') ?? '')
  return plain
}

/** The elements of a part, tabs and the empty texts around them apart. */
const names = (xml: string): string[] =>
  [...new Set([...xml.matchAll(/<([\w:]+)/g)].map(([, name = '']) => name))].filter((name) => name !== 'w:tab').sort()

test('a file name stays in its folder, on every system', () => {
  always((text) => {
    const file = documentPath(undefined, `通报（${text}）.docx`, true)
    expect(dirname(file)).toBe(process.cwd())
    expect(win32.basename(file.slice(process.cwd().length + 1))).toBe(basename(file))
    expect(Buffer.byteLength(basename(file))).toBeLessThanOrEqual(255)
    expect(file).toMatch(/^[^:*?"<>|]+\.docx$/)
    const name = siteFile(text)
    expect(name).toMatch(/^[a-z0-9][a-z0-9._-]{0,90}\.warc\.gz$/)
    expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\./)
    expect(() => checkName(`b/${name}`)).not.toThrow()
  })
})

test('a manifest and bag-info hold whatever they are given, or refuse it', () => {
  always((text) => {
    const path = `data/${text.toWellFormed()}`
    expect(readManifest(writeManifest(new Map([[path, 'a'.repeat(64)]])))).toEqual({ hashes: new Map([[path, 'a'.repeat(64)]]), bad: [] })
    try {
      expect(readInfo(writeInfo([['Label', text]])).size).toBe(1)
    } catch (error) {
      expect(String(error)).toContain('cannot hold')
    }
  })
})

test('settings as YAML read back to what they were', () => {
  always((text) => {
    const site = siteAt('http://a.example/', { name: text, owner: { name: text, kind: 'city' } })
    const { settings } = writeSettings({ ...CONFIG, sites: [site] })
    expect(parseYaml(settings, { maxAliasCount: 0 }).sites).toEqual([JSON.parse(JSON.stringify(site))])
  })
})

test('the registry reads back what it wrote, or says what is wrong', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'govsite-registry-'))
  try {
    for (const { text } of TEXT_CASES) {
      const file = join(folder, 'sites.csv')
      writeFileSync(file, writeSitesCsv([siteAt('http://a.example/', { code: '6200000001', name: `甲${text}乙` })]))
      const { sites, problems } = await readSites(file)
      if (problems.length === 0) expect(sites[0]?.name.replaceAll(/\s/g, '')).toBe(`甲${text.toWellFormed()}乙`.replaceAll(/\s/g, ''))
      else expect(sites).toEqual([])
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
