import type { HostileCase } from '../hostile-case.ts'

export interface TamperCase extends HostileCase {
  /** What somebody with the database at hand does to it. */
  readonly change: string
  /** What `verify` names. */
  readonly names: RegExp
}

const found = { verdict: 'refused', blame: 'nobody' } as const

/** What verifying the database must not overlook. */
export const TAMPER_CASES: readonly TamperCase[] = [
  {
    ...found,
    name: 'all-seals-gone',
    does: 'every seal and key is deleted from a database of finished runs',
    change: 'delete from seal; delete from seal_key',
    names: /^missing seal 2026-03-01-crawl-1 .*\n(?:.*\n)*missing seal 2026-03-02-crawl-2 /m,
    because: 'a finished run is a sealed run',
  },
  {
    ...found,
    name: 'planted-trigger',
    does: 'a trigger is planted that drops captures as they are written',
    change: 'create trigger quiet after insert on segment begin delete from segment where number = new.number; end',
    names: /^added trigger quiet /m,
  },
  {
    ...found,
    name: 'planted-view',
    does: 'a view is planted',
    change: 'create view scores as select * from judgement',
    names: /^added view scores /m,
  },
  {
    ...found,
    name: 'planted-table',
    does: 'a table is planted',
    change: 'create table thing (id)',
    names: /^added table thing /m,
  },
  {
    ...found,
    name: 'index-dropped',
    does: 'an index is dropped',
    change: 'drop index probe_of_site',
    names: /^missing index probe_of_site /m,
  },
  {
    ...found,
    name: 'column-added',
    does: 'a column is added to a table',
    change: 'alter table run add column note text',
    names: /^changed table run /m,
  },
]
