import { expect, test } from 'vitest'
import { readPage } from '../../../src/extract/page.ts'
import { readQuality } from '../../../src/extract/quality.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { CONFIG } from '../../audit/night.ts'
import { PAGE_CASES } from './cases.ts'
import { answerOf } from './content-case.ts'
import { growthOf } from './growth.ts'
import { judgePage } from './judge-page.ts'

const { patterns, columns } = CONFIG
const URL_OF_PAGE = 'http://www.a.gov.cn/rsxx/'

/** The worst that is found about the column. */
function verdictOf(found: readonly Finding[]): Finding['verdict'] | undefined {
  const order = ['fail', 'inconclusive', 'pass', 'not-applicable'] as const
  return order.find((verdict) => found.some((finding) => finding.verdict === verdict))
}

test.each(PAGE_CASES)('a page that $does is $verdict', async ({ page, n = 1, verdict }) => {
  const found = await judgePage(answerOf(page(n)))
  expect(verdictOf(found), found.map(({ says }) => says).join(' ')).toBe(verdict)
})

test.each(PAGE_CASES.flatMap((one) => (one.n === undefined ? [] : [{ ...one, n: one.n }])))(
  'the time for a page that $does grows in line',
  ({ page, n }) => {
    const inputs = new Map([n, 2 * n].map((size) => [size, answerOf(page(size)).bytes]))
    const input = (size: number) => ({ bytes: inputs.get(size) ?? new Uint8Array(), url: URL_OF_PAGE, config: { patterns, columns } })
    const { ratio, millis } = growthOf((size) => {
      readPage(input(size))
      readQuality(input(size))
    }, n)
    expect(ratio, `${Math.round(millis)} ms`).toBeLessThan(3)
  },
)
