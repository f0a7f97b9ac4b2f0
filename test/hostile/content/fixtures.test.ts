import { expect, test } from 'vitest'
import { readLeads, readPage } from '../../../src/extract/page.ts'
import { readQuality } from '../../../src/extract/quality.ts'
import { CONFIG } from '../../audit/night.ts'
import { SNIPPETS } from './snippets.ts'

/*
 * npm ships no fixtures of the parsers: no markup, robots.txt, CSV or .dat and .test tables in htmlparser2, parse5, cheerio, domhandler, domutils, css-select,
 * entities, robots-parser, csv-parse, yaml, warcio, undici, tldts or iconv-lite, and of playwright only the pages of its own windows. So these are written for
 * this test, of the kind that such tables hold.
 */
const { patterns, columns } = CONFIG
const TIMES = 200
/** Far more than any of them takes. */
const MOST_MILLIS = 2000

function read(markup: string): void {
  const input = { bytes: Buffer.from(markup), url: 'http://www.a.gov.cn/rsxx/', config: { patterns, columns } }
  readPage(input)
  readLeads(input)
  readQuality(input)
}

test.each(Object.entries(SNIPPETS))('%s is read', (_, markup) => {
  const before = process.cpuUsage()
  read(markup)
  read(`<!doctype html><html><head><title>人事信息</title></head><body><ul><li>${markup}</li></ul></body></html>`)
  read(markup.repeat(TIMES))
  // Cut off anywhere, as a broken connection does.
  for (let end = 1; end < markup.length; end += 7) read(markup.slice(0, end))
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(MOST_MILLIS)
})
