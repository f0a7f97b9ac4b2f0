import { expect, test } from 'vitest'
import { hasNoData } from '../../../src/audit/empty-data.ts'
import { momentNamed } from '../../../src/cli/named-moments.ts'
import { RawAnswer } from '../../../src/crawl/raw-answer.ts'
import { plainLabel } from '../../../src/extract/annual-form-fields.ts'
import { parseDocument } from '../../../src/extract/document.ts'
import { cellsFrom, readGrid, tablesOf } from '../../../src/extract/grid.ts'
import { normalise } from '../../../src/extract/links.ts'
import { readMessage } from '../../../src/extract/message.ts'
import { readTitle } from '../../../src/extract/metas.ts'
import { readStatistics } from '../../../src/extract/statistics.ts'
import { writtenMarkup } from '../../../src/extract/written.ts'
import { CONFIG } from './given/pages.ts'

const read = (html: string) => parseDocument(html, 'http://www.x.gov.cn/')

function answered(packets: readonly string[]): string {
  const answer = new RawAnswer(() => {})
  for (const packet of packets) answer.push(Buffer.from(packet))
  answer.end()
  return answer.state
}

function distinct(html: string): boolean {
  const [table] = tablesOf(read(html))
  const left = table ? cellsFrom(readGrid(table), 1, 3, 'left') : []
  return left.length > 0 && new Set(left).size === left.length
}

/** What the fuzzing found, in its smallest form, and what is right. */
test.each<[string, unknown, unknown]>([
  ['a label of a hundred digits is read at once', plainLabel('9'.repeat(100)).length, 100],
  ['numbering in front of a label is left out as before', plainLabel('12其中一信息'), '信息'],
  ['an empty line in front of an answer', answered(['\r\nHTTP/1.1 200 OK\r\n\r\n']), 'done'],
  ['the same in a packet of its own', answered(['\r', '\n', 'HTTP/1.1 200 OK\r\n\r\n']), 'done'],
  ['an address that its escapes make too long is none', normalise(`/${'长'.repeat(900)}`, 'http://a.cn/'), undefined],
  ['a title is not cut within a character', readTitle(read(`<title>${'长'.repeat(299)}𠮷</title>`), {})?.isWellFormed(), true],
  ['half a character that a script writes is none', writtenMarkup("document.write('<b>\\ud83d</b>')"), '<b>\ufffd</b>'],
  [
    'the title of a message has an end',
    readMessage(read(`<title>${'长'.repeat(9000)}</title><p>来信时间：2026-03-01<p>答复内容：已经办好`), CONFIG.patterns)?.title.length,
    500,
  ],
  ['a cell around another is one neighbour', distinct('<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<td>e</table>'), true],
  [
    'more finished than received is no rate',
    readStatistics(
      read(
        '<h1>来信统计</h1><table><tr><td>单位名称<td>来信总数<td>办结总数<td>办结率<tr><td>甲<td>1<td>3<td>100%<tr><td>乙<td>2<td>4<td>100%</table>',
      ),
      CONFIG.patterns,
    )?.rate,
    null,
  ],
  ['what only begins like JSON says nothing', hasNoData('[{"a":'), false],
  [
    'an object of too many keys says nothing',
    hasNoData(`{"a":[],${Array.from({ length: 200_000 }, (_, at) => `"${at}":1`).join(',')}}`),
    false,
  ],
])('%s', (_, got, expected) => {
  expect(got).toBe(expected)
})

test.each(['+275760-09-13T00:00:00.000Z', '2026-02-31', '2026-02-31T10:00:00Z'])('--as-of %s is refused', (text) => {
  expect(() => momentNamed(text)).toThrow('--as-of is no moment')
})
