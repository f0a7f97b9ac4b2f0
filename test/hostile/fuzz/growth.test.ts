import { expect, test } from 'vitest'
import { hasNoData } from '../../../src/audit/empty-data.ts'
import { readRobots } from '../../../src/crawl/robots.ts'
import { readAnnualForm } from '../../../src/extract/annual-form.ts'
import { fieldsInText, plainLabel } from '../../../src/extract/annual-form-fields.ts'
import { plainName } from '../../../src/extract/columns.ts'
import { parseDocument } from '../../../src/extract/document.ts'
import { readListData } from '../../../src/extract/list-data.ts'
import { readMessage } from '../../../src/extract/message.ts'
import { readPage } from '../../../src/extract/page.ts'
import { readScriptPart } from '../../../src/extract/parts.ts'
import { readQuality } from '../../../src/extract/quality.ts'
import { parseTables } from '../../../src/registry/table-file.ts'
import { CONFIG } from './given/pages.ts'

const URL_OF_PAGE = 'http://www.x.gov.cn/a/'
const input = (text: string) => ({ bytes: Buffer.from(text), url: URL_OF_PAGE, base: URL_OF_PAGE, config: CONFIG })

const READERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ['readPage', (text) => readPage(input(text))],
  ['readQuality', (text) => readQuality(input(text))],
  ['readScriptPart', (text) => readScriptPart(input(`document.write('${text}`))],
  ['readListData', (text) => readListData(input(text))],
  ['readAnnualForm', (text) => readAnnualForm(parseDocument(`网站年度报表 填报单位<table><tr><td>${text}`, URL_OF_PAGE))],
  ['readMessage', (text) => readMessage(parseDocument(text, URL_OF_PAGE), CONFIG.patterns)],
  ['names and labels', (text) => [plainName(text), plainLabel(text), fieldsInText(text)]],
  ['readRobots', (text) => readRobots('http://x/robots.txt', text, 'govsite').allows(`http://x/${text.slice(0, 3000)}`)],
  ['hasNoData', (text) => hasNoData(`<ul>${text}`)],
  ['parseTables', (text) => parseTables('f', Buffer.from(text)).catch((error: unknown) => error)],
]

const PIECES = [
  ...[
    '<a ',
    '<',
    '>',
    '<td>',
    '<div>',
    '</div>',
    '<a>',
    '<a href=/x><p>',
    '<b><p>',
    '<li><a href=/x>标题标题标题</a>2026-01-01',
    '<tr><td>1<td>已办结',
    '<table><tr><td>',
    '<form>',
    '<select><option value="/a">',
    '<span>已办结</span>',
    '<h1>标题',
    '<li><ul>',
  ],
  ...['(', '[', '[[', '{"a":', '{{', '<!--', '<![CDATA[<a >', '<script>', '/*', "'+", 'document.write("', '&', '&#1;', '"', 'a="b" '],
  ...[
    '9',
    '9 ',
    '2026-',
    '2026年1月',
    '单位',
    '(单位:个)',
    '二〇二',
    ' ',
    '\u3000',
    '\n',
    '\r',
    ',',
    ':',
    '：',
    '12,',
    'http://',
    'Disallow: /*a*\n',
    '来信时间：',
    '答复',
    '答复内容 ',
    '合计',
    '来信总数',
    '来源：',
    'ICP备',
    '1 1',
    '标识码',
    '【',
    '群众',
    '𠮷',
  ],
]

const SHORT = 8000
const LONGER = 8
/** What grows as its input does takes eight times as long; what grows with its square takes 64 times. */
const STEEP = 28
/** Below this nothing is measured but noise. */
const NOISE_MS = 200

async function cpuOf(read: (text: string) => unknown, text: string): Promise<number> {
  const began = process.cpuUsage()
  await read(text)
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000
}

/** The pieces of which eight times as many take far more than eight times as long. */
async function steepOf(read: (text: string) => unknown, pieces: readonly string[]): Promise<string[]> {
  const steep: string[] = []
  for (const piece of pieces) {
    const short = piece.repeat(Math.ceil(SHORT / piece.length))
    await read(short)
    const few = await cpuOf(read, short)
    const many = await cpuOf(read, short.repeat(LONGER))
    if (many > NOISE_MS && many > few * STEEP) steep.push(`${JSON.stringify(piece)}: ${few.toFixed(1)} ms, then ${many.toFixed(1)} ms`)
  }
  return steep
}

test.each(READERS)('%s takes no longer than the length of its input warrants', { timeout: 600_000 }, async (_, read) => {
  expect(await steepOf(read, PIECES)).toEqual([])
})

test('what grows with the square of its input is noticed', async () => {
  const squared = (text: string) => {
    let found = 0
    for (let one = 0; one < text.length; one += 2)
      for (let other = 0; other < text.length; other += 4) found += text.charCodeAt(other) & one
    return found
  }
  expect(await steepOf(squared, ['x'])).toHaveLength(1)
})
