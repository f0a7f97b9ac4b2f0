import { getTasks } from 'node-cron'
import { expect, test } from 'vitest'
import { createNightPlan, dueNight } from '../../src/schedule/nights.ts'

const at = (text: string) => `${text.replace(' ', 'T')}:00.000+08:00`

test.each([
  ['before the planned moment, after last night', '2026-11-24 01:59', '2026-11-23 02:00', undefined],
  ['at the planned moment', '2026-11-24 02:00', '2026-11-23 02:00', '2026-11-24 02:00'],
  ['when it has begun already', '2026-11-24 02:01', '2026-11-24 02:00', undefined],
  ['in the afternoon, when it ran', '2026-11-24 15:00', '2026-11-24 02:00', undefined],
  ['in the afternoon, when it was missed', '2026-11-24 15:00', '2026-11-23 02:00', '2026-11-24 02:00'],
  ['after three missed nights: only the latest', '2026-11-24 15:00', '2026-11-20 02:00', '2026-11-24 02:00'],
  ['when it was missed by too long', '2026-11-24 23:00', '2026-11-23 02:00', undefined],
  ['when the night before was caught up in the afternoon', '2026-11-24 02:00', '2026-11-23 15:00', '2026-11-24 02:00'],
  ['when a long night has just ended', '2026-11-24 02:30', '2026-11-23 02:00', '2026-11-24 02:00'],
  ['when there never was a night', '2026-11-24 10:00', undefined, '2026-11-24 02:00'],
  ['when the clock went back behind the last start', '2026-11-24 01:00', '2026-11-24 02:00', undefined],
])('%s', (_, now, last, due) => {
  expect(dueNight(createNightPlan('0 2 * * *', 'Asia/Shanghai'), at(now), last && at(last), 20)).toBe(due && at(due))
})

test('without catching up the minute itself still counts', () => {
  const night = (now: string) => dueNight(createNightPlan('0 2 * * *', 'Asia/Shanghai'), now, at('2026-11-23 02:00'), 0)
  expect(night('2026-11-24T02:00:41.000+08:00')).toBe(at('2026-11-24 02:00'))
  expect(night('2026-11-24T02:01:00.000+08:00')).toBeUndefined()
})

test('the time zone is that of the settings, whatever the machine has', () => {
  expect(dueNight(createNightPlan('0 2 * * *', 'UTC'), at('2026-11-24 10:30'), at('2026-11-24 09:00'), 20)).toBe(at('2026-11-24 10:00'))
  expect(dueNight(createNightPlan('0 2 * * 1', 'Asia/Shanghai'), at('2026-11-24 03:00'), at('2026-11-20 02:00'), 30)).toBe(
    at('2026-11-23 02:00'),
  )
})

test('asked again and again, also with a clock that goes back, a plan says the same', () => {
  const plan = createNightPlan('30 */6 * * *', 'Asia/Shanghai')
  const ask = (now: string) => dueNight(plan, at(now), undefined, 5)
  const asked = [
    '2026-11-24 06:29',
    '2026-11-24 06:30',
    '2026-11-24 11:30',
    '2026-11-24 11:31',
    '2026-11-24 12:31',
    '2026-11-24 06:31',
    '2026-12-24 13:00',
  ]
  expect(asked.map(ask)).toEqual([
    undefined,
    at('2026-11-24 06:30'),
    at('2026-11-24 06:30'),
    undefined,
    at('2026-11-24 12:30'),
    at('2026-11-24 06:30'),
    at('2026-12-24 12:30'),
  ])
})

test('a plan asked for an earlier end forgets what lies behind it', () => {
  const plan = createNightPlan('0 2 * * *', 'Asia/Shanghai')
  const from = Date.parse(at('2026-11-20 00:00'))
  expect(plan(from, Date.parse(at('2026-11-24 03:00')))).toBe(Date.parse(at('2026-11-24 02:00')))
  expect(plan(from, Date.parse(at('2026-11-22 03:00')))).toBe(Date.parse(at('2026-11-22 02:00')))
})

test('asking leaves no task behind', () => {
  dueNight(createNightPlan('0 2 * * *', 'Asia/Shanghai'), at('2026-11-24 10:30'), undefined, 1)
  expect(getTasks().size).toBe(0)
})
