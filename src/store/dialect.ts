import type Database from 'better-sqlite3'
import { type DatabaseConnection, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely'

/** The store asks some hundred questions; longer ones with as many places as there are values make others. */
const MOST_STATEMENTS = 300

/** Kysely's SQLite, for a database that is open. */
export class OpenDialect extends SqliteDialect {
  readonly #handle: Database.Database

  constructor(handle: Database.Database) {
    super({ database: handle })
    this.#handle = handle
  }

  override createDriver(): SqliteDriver {
    return new OpenDriver(this.#handle)
  }
}

/** On a full or failing disk SQLite has rolled back already: to do so again would be an error in the place of the one that tells what happened. */
class OpenDriver extends SqliteDriver {
  readonly #handle: Database.Database

  constructor(handle: Database.Database) {
    super({ database: preparedOnce(handle) })
    this.#handle = handle
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#handle.inTransaction) await super.rollbackTransaction(connection)
  }
}

/** Kysely prepares every question anew, which costs more than most answers. A statement is run to its end at once, so none is ever in use twice: no rows are streamed. */
function preparedOnce(handle: Database.Database): SqliteDatabase {
  const statements = new Map<string, Database.Statement>()
  return {
    prepare(sql) {
      const known = statements.get(sql)
      if (known !== undefined) return known
      if (statements.size >= MOST_STATEMENTS) statements.clear()
      const statement = handle.prepare(sql)
      statements.set(sql, statement)
      return statement
    },
    close() {
      statements.clear()
      handle.close()
    },
  }
}
