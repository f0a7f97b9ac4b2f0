import { UserError } from '../../model/config.ts'

/** An archive that cannot be trusted any further: `where` is a file in it, and `what` is wrong with it. */
export function damage(where: string, what: string): UserError {
  return new UserError(`The archive is damaged: ${where}: ${what}. Compare its checksum with the original's, or have it exported again.`)
}
