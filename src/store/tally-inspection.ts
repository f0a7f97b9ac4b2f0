import type { Kysely } from 'kysely'
import type { Difference } from '../model/difference.ts'
import type { RecordedFinding } from '../model/finding.ts'
import { createJudgements, tallies } from './judgements.ts'
import type { Schema } from './schema.ts'

/** The counts that stand in a table of their own against the findings that they were counted from. */
export async function* checkTallies(db: Kysely<Schema>): AsyncGenerator<Difference> {
  const judgements = createJudgements(db)
  const groups = await storedTallies(db)
  const judged = await db
    .selectFrom('judgement')
    .innerJoin('run', 'run.number', 'judgement.run')
    .innerJoin('name', 'name.id', 'judgement.site')
    .select(['run.id', 'name.name as code'])
    .execute()
  for (const { id, code } of judged) {
    const key = `${id} ${code}`
    const stored = groups.get(key) ?? new Map()
    groups.delete(key)
    try {
      yield* compare(key, stored, await judgements.findings(id, code))
    } catch (error) {
      yield {
        what: 'changed',
        path: `judgement ${key}`,
        says: `评判结果无法读取（${error instanceof Error ? error.message : String(error)}）。`,
      }
    }
  }
  for (const key of groups.keys()) yield { what: 'added', path: `check_result ${key}`, says: '多出没有评判结果的检查结果计数。' }
}

/** By run and site, and within by check: the four counts as one text. */
async function storedTallies(db: Kysely<Schema>): Promise<Map<string, Map<string, string>>> {
  const rows = await db
    .selectFrom('check_result')
    .innerJoin('run', 'run.number', 'check_result.run')
    .innerJoin('name as site', 'site.id', 'check_result.site')
    .innerJoin('name as check', 'check.id', 'check_result.check_name')
    .select(['run.id', 'site.name as code', 'check.name as title', 'pass', 'fail', 'inconclusive', 'not_applicable'])
    .execute()
  const groups = new Map<string, Map<string, string>>()
  for (const { id, code, title, pass, fail, inconclusive, not_applicable } of rows) {
    const key = `${id} ${code}`
    const group = groups.get(key) ?? new Map<string, string>()
    group.set(title, [pass, fail, inconclusive, not_applicable].join())
    groups.set(key, group)
  }
  return groups
}

function* compare(key: string, stored: Map<string, string>, findings: readonly RecordedFinding[]): Generator<Difference> {
  const path = (check: string) => `check_result ${key} ${check}`
  const rest = new Map(stored)
  for (const [check, { pass, fail, inconclusive, not_applicable }] of tallies(findings)) {
    const row = rest.get(check)
    rest.delete(check)
    if (row === undefined) yield { what: 'missing', path: path(check), says: '检查结果计数缺失。' }
    else if (row !== [pass, fail, inconclusive, not_applicable].join())
      yield { what: 'changed', path: path(check), says: '检查结果计数与检查结论不符。' }
  }
  for (const check of rest.keys()) yield { what: 'added', path: path(check), says: '多出没有结论的检查结果计数。' }
}
