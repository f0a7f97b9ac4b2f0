import type Database from 'better-sqlite3'
import { type DatabaseConnection, SqliteDialect, SqliteDriver } from 'kysely'

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
    super({ database: handle })
    this.#handle = handle
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#handle.inTransaction) await super.rollbackTransaction(connection)
  }
}
