import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leagueCsv } from '../../src/report/csv.ts'
import { judged, viewOf } from './league-of.ts'

const read = (csv: string): string[][] => parse(csv, { bom: true, relax_column_count: false })

test('a byte order mark, a heading and numbers as numbers', () => {
  const csv = leagueCsv(viewOf(judged('6200000001', '某市', 90.5, 95)))
  expect(csv.startsWith('\ufeff类别,')).toBe(true)
  expect(read(csv)).toEqual([
    [
      '类别',
      '最高名次',
      '最低名次',
      '标识码',
      '网站',
      '满分',
      '总分低值',
      '总分高值',
      '网站运行情况低值',
      '网站运行情况高值',
      '常态化监管情况低值',
      '常态化监管情况高值',
      '等级',
      '单项否决',
      '问题数',
      '存疑数',
    ],
    ['市州政府网站', '1', '1', '6200000001', '某市', '100', '90.5', '95', '45.25', '47.5', '45.25', '47.5', '待定', '否', '0', '0'],
  ])
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '＝1'])('%s cannot become a formula', (name) => {
  expect(read(leagueCsv(viewOf(judged('a', name, 1, 1))))[1]?.[4]).toMatch(/^'/)
})

test('whatever a site is called, its row has as many cells as the heading', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
      const rows = read(leagueCsv(viewOf(judged('a', `x${name}`, 1, 1))))
      expect(rows).toHaveLength(2)
    }),
  )
})
