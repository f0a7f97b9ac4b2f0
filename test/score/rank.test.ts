import { expect, test } from 'vitest'
import { rankSites } from '../../src/score/rank.ts'
import { scored } from './rubric-of.ts'

test('sites whose ranges overlap are not ordered', () => {
  expect(rankSites([scored('a', 90, 95), scored('b', 80, 91), scored('c', 60, 70)])).toEqual([
    { site: 'a', best: 1, worst: 2 },
    { site: 'b', best: 1, worst: 2 },
    { site: 'c', best: 3, worst: 3 },
  ])
})

test('equal scores share a place', () => {
  expect(rankSites([scored('a', 90, 90), scored('b', 90, 90), scored('c', 80, 80)]).map(({ best, worst }) => [best, worst])).toEqual([
    [1, 1],
    [1, 1],
    [3, 3],
  ])
})

test('a vetoed site stands below, whatever its points; a doubtful veto changes nothing', () => {
  const ranks = rankSites([scored('a', 99, 99, { vetoed: 'yes' }), scored('b', 50, 60), scored('c', 70, 70, { vetoed: 'maybe' })])
  expect(ranks.map(({ best, worst }) => [best, worst])).toEqual([
    [3, 3],
    [2, 2],
    [1, 1],
  ])
})

test('rubrics of different size are compared by share', () => {
  expect(rankSites([scored('a', 90, 90), scored('b', 57, 57, { full: 60 })]).map(({ best }) => best)).toEqual([2, 1])
})
