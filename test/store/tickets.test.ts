import { expect, test } from 'vitest'
import type { Ticket } from '../../src/model/evidence.ts'
import { NIGHT } from './content.ts'
import { temporaryStore } from './fixtures.ts'

const ROW: Omit<Ticket, 'id'> = {
  number: 'A1',
  site: '6200000001',
  submittedAt: '2026-02-10T09:00:00.000+08:00',
  dispatchedAt: null,
  answeredAt: null,
  status: '处理中',
  unfounded: false,
  extended: true,
}

test('no ledger is not an empty ledger', async () => {
  const { tickets } = await temporaryStore()
  expect(await tickets.forSite('6200000001')).toBeNull()
  expect(await tickets.import([ROW], { file: '台账.csv', bytes: Buffer.from('a'), at: NIGHT })).toEqual({ added: 1, updated: 0 })
  expect((await tickets.forSite('6200000002'))?.rows).toEqual([])
  const ledger = await tickets.forSite('6200000001')
  expect(ledger?.rows).toMatchObject([ROW])
  expect(ledger).toMatchObject({ importedAt: NIGHT, coversTo: '2026-02-10' })
  expect(ledger?.importCapture).toMatch(/^[0-9a-f]{64}$/)
  expect(ledger?.rows[0]?.id).toMatch(/^[0-9a-f]{64}$/)
})

test('a later export updates what it knows better, and covers the days up to its last event', async () => {
  const { tickets } = await temporaryStore()
  await tickets.import([ROW, { ...ROW, number: 'A2' }], { file: 'a.csv', bytes: Buffer.from('a'), at: NIGHT })
  const answered = { ...ROW, answeredAt: '2026-02-20T09:00:00.000+08:00', status: '已办结' }
  const later = { file: 'b.csv', bytes: Buffer.from('b'), at: '2026-03-02T02:00:00.000+08:00' }
  const rows = [answered, { ...ROW, number: 'A2' }, { ...ROW, number: 'A3', submittedAt: '2027-01-01T00:00:00.000+08:00' }]
  expect(await tickets.import(rows, later)).toEqual({ added: 1, updated: 1 })
  const ledger = await tickets.forSite('6200000001')
  expect(ledger?.rows.map(({ number, answeredAt }) => [number, answeredAt])).toEqual([
    ['A1', answered.answeredAt],
    ['A2', null],
    ['A3', null],
  ])
  expect(ledger).toMatchObject({ importedAt: later.at, coversTo: '2026-02-20' })
})
