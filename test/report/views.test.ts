import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { samplePictures, sampleRun, sampleSites } from './views.ts'

const cents = (amount: number): number => Math.round(amount * 100)

/** The fixture that the writers are tested with must keep the promises of the view. */
test('the sample adds up: rows to indicators, indicators to parts, parts to totals, cards to tables', () => {
  const sites = sampleSites()
  for (const { score, indicators, problems } of sites) {
    for (const { lost, problems: anchors, points, score: own } of indicators) {
      const rows = problems.filter(({ anchor }) => anchors.includes(anchor))
      expect(rows.reduce((all, { deduction }) => all + cents(deduction), 0)).toBe(cents(lost.low))
      expect([cents(points - own.high), cents(points - own.low)]).toEqual([cents(lost.low), cents(lost.high)])
      expect(own.low).toBeGreaterThanOrEqual(0)
    }
    for (const bound of ['low', 'high'] as const) {
      expect(score?.parts.reduce((all, part) => all + cents(part.score[bound]), 0)).toBe(cents(score?.total[bound] ?? -1))
    }
  }
  const anchors = sites.flatMap(({ problems }) => problems.map(({ anchor }) => anchor))
  expect(new Set(anchors).size).toBe(anchors.length)
  expect(
    sampleRun()
      .sites.map(({ code }) => code)
      .sort(),
  ).toEqual(sites.map(({ code }) => code).sort())
})

test('the sample is the same at each call, and has every kind of site', () => {
  expect(sampleSites()).toEqual(sampleSites())
  const sites = sampleSites()
  expect(new Set(sites.map(({ score }) => score?.grade))).toEqual(new Set(['good', 'sufficient', 'open', 'insufficient']))
  expect(new Set(sites.map(({ history }) => history.length))).toEqual(new Set([1, 2, 12]))
  expect(sites.filter(({ visit }) => visit === null)).toHaveLength(2)
})

test('every picture that the sample names has its bytes', () => {
  const pictures = samplePictures()
  const named = sampleSites().flatMap(({ problems }) => problems.flatMap(({ picture }) => (picture ? [picture.detail, picture.page] : [])))
  expect(named.length).toBeGreaterThan(10)
  for (const { sha256, width, height } of named) {
    const bytes = Buffer.from(pictures.get(sha256) ?? [])
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width, height])
    const length = bytes.readUInt32BE(33)
    expect(inflateSync(bytes.subarray(41, 41 + length))).toHaveLength((width * 3 + 1) * height)
  }
})
