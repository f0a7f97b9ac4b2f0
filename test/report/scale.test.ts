import { expect, test } from 'vitest'
import { scaleText } from '../../src/report/scale.ts'
import { sampleSites } from './views.ts'

const [site] = sampleSites().filter(({ score }) => score !== null)
if (!site?.score) throw new Error('the sample has a scored site')
const { score } = site
const [part] = score.parts
const own = site.indicators.filter((indicator) => indicator.part.id === part?.id)

/** The site with these points for the indicators of its first part. */
const withPoints = (points: readonly number[]) => ({
  score,
  indicators: own.slice(0, points.length).map((one, at) => ({ ...one, points: points[at] ?? 0 })),
})

test('a part of which every indicator applies needs no word', () => {
  expect(scaleText(withPoints([part?.points ?? 0]), part?.id ?? '')).toBe(null)
})

test('where indicators are left out, the factor is told', () => {
  expect(scaleText(withPoints([10.1, 0, 9.2]), part?.id ?? '')).toContain(`共 19.3 分，得分和扣分按 ${part?.points}÷19.3 折算`)
})

test('where nothing applies, or there is no score, there is no factor', () => {
  expect(scaleText(withPoints([0, 0]), part?.id ?? '')).toBe(null)
  expect(scaleText({ score: null, indicators: own }, part?.id ?? '')).toBe(null)
})
