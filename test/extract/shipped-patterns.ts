import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { ColumnRules, Patterns } from '../../src/model/settings.ts'

/** The patterns as shipped; sections of files that are not there yet are empty. */
export function shippedPatterns(): Patterns {
  const found: Partial<Patterns> = Object.assign(
    {},
    ...readdirSync('config/patterns').map((name) => parse(readFileSync(`config/patterns/${name}`, 'utf8'))),
  )
  return {
    protection: [],
    soft404: { titles: [], phrases: [], maxTextLength: 0 },
    underConstruction: [],
    annualForm: { names: [], slugs: [], files: [], not: [] },
    statistics: { pages: [], fields: {} },
    board: { links: [], not: [], answered: [], open: [], notConsultation: [] },
    errorReport: { hosts: [], oldHosts: [], centralPages: [] },
    ...found,
  }
}

export function shippedColumns(): ColumnRules {
  return parse(readFileSync('config/columns.yaml', 'utf8'))
}
