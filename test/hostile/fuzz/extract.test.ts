import { afterAll, expect, test } from 'vitest'
import { EXTRACT_GROUPS } from './extract/groups.ts'
import { type Report, reportText, runGroup } from './run.ts'
import { doseOf } from './seed.ts'

const dose = doseOf(process.env)
const reports: Report[] = []

test.each(EXTRACT_GROUPS.map((group) => [group.name, group] as const))(
  'extractors hold over %s',
  { timeout: 600_000 },
  async (_, group) => {
    const done = await runGroup(group, dose)
    reports.push(...done)
    expect(done.every(({ cases }) => cases === dose.runs)).toBe(true)
  },
)

afterAll(() => console.log(reportText(reports)))
