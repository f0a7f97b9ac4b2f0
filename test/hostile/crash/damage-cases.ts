import { mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { HostileCase } from '../hostile-case.ts'
import { overwrite } from './overwrite.ts'

export interface DamageCase extends HostileCase {
  /** Does it to the file of a database. */
  readonly damage: (file: string) => void
  /** What every command says of it. */
  readonly says: RegExp
}

const refused = { verdict: 'refused', blame: 'nobody' } as const

function change(file: string, statement: string): void {
  const handle = new Database(file)
  handle.exec(statement)
  handle.close()
}

/** What can befall the file of the database while nobody has it open. */
export const DAMAGE_CASES: readonly DamageCase[] = [
  {
    ...refused,
    name: 'database-cut-short',
    does: 'the second half of the database file is gone',
    damage: (file) => truncateSync(file, Math.floor(statSync(file).size / 2048) * 1024),
    says: /is damaged.*govsite restore/s,
  },
  {
    ...refused,
    name: 'page-overwritten',
    does: 'pages in the middle of the file hold something else',
    damage: (file) => {
      const size = statSync(file).size
      for (let at = Math.floor((size * 0.4) / 1024) * 1024; at < size * 0.8; at += 1024) overwrite(file, at, Buffer.alloc(64, 0xa5))
    },
    says: /is damaged.*govsite restore/s,
  },
  {
    ...refused,
    name: 'header-garbage',
    does: 'the first hundred bytes of the file hold something else',
    damage: (file) => {
      // Where the log has the first page, nothing is lost.
      rmSync(`${file}-wal`)
      overwrite(file, 0, Buffer.alloc(100, 0x5a))
    },
    says: /is damaged.*govsite restore/s,
  },
  {
    ...refused,
    name: 'a-text-for-a-database',
    does: 'a text file lies where the database was',
    damage: (file) => writeFileSync(file, '存档\n'.repeat(100)),
    says: /is damaged.*govsite restore/s,
  },
  {
    ...refused,
    name: 'log-garbled-head',
    does: 'the head of the write-ahead log of a killed night holds something else',
    damage: (file) => overwrite(`${file}-wal`, 0, Buffer.alloc(32, 0x5a)),
    says: /is damaged.*write-ahead log.*is no log.*govsite restore/s,
    because: 'SQLite would drop the log without a word, and what was committed last with it',
  },
  {
    ...refused,
    name: 'log-garbled-middle',
    does: 'a frame in the middle of the write-ahead log of a killed night holds something else',
    damage: (file) => overwrite(`${file}-wal`, 32 + 24 + 100, Buffer.alloc(16, 0x5a)),
    says: /is damaged.*write-ahead log.*garbled before.*govsite restore/s,
    because: 'SQLite would read the log up to there alone',
  },
  {
    ...refused,
    name: 'database-gone-log-left',
    does: 'the database file is gone, its write-ahead log is not',
    damage: (file) => rmSync(file),
    says: /is damaged.*it is gone.*govsite restore/s,
    because: 'SQLite would delete the log when it begins a new database',
  },
  {
    ...refused,
    name: 'database-emptied',
    does: 'the database file has no bytes, its write-ahead log has',
    damage: (file) => truncateSync(file, 0),
    says: /is damaged.*it is empty.*govsite restore/s,
  },
  {
    ...refused,
    name: 'another-program',
    does: 'a database of another program lies there',
    damage: (file) => {
      for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
      change(file, 'create table thing (id)')
    },
    says: /database of another program.*govsite restore/s,
  },
  {
    ...refused,
    name: 'another-application',
    does: 'the file says that it belongs to another application',
    damage: (file) => change(file, 'pragma application_id = 17'),
    says: /database of another program.*govsite restore/s,
  },
  {
    ...refused,
    name: 'another-user-version',
    does: 'the file carries a user version, which this program never writes',
    damage: (file) => change(file, 'pragma user_version = 3'),
    says: /database of another program.*govsite restore/s,
  },
  {
    ...refused,
    name: 'newer-version',
    does: 'a newer version of this program has been at work',
    damage: (file) => change(file, "insert into kysely_migration (name, timestamp) values ('0999', '')"),
    says: /newer version of govsite.*0999/s,
  },
  {
    ...refused,
    name: 'a-folder-for-a-database',
    does: 'a folder lies where the database was',
    damage: (file) => {
      rmSync(file)
      rmSync(`${file}-wal`)
      mkdirSync(file)
    },
    says: /cannot be opened: it is no file/,
  },
]
