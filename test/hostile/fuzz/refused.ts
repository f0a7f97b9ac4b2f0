import { UserError } from '../../../src/model/config.ts'
import { isData, must } from './holds.ts'

type Kind = new (...args: never[]) => Error

/** What the work gives; null where it throws an error of this kind, and nothing but that. */
export async function orElse<T>(kind: Kind, work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof kind) return null
    throw error
  }
}

/** The same for a UserError, which must name a problem. */
export async function orRefused<T>(work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    isData([error.message, error.problems])
    must(error.problems.length > 0, () => `refused without a reason: ${error.message}`)
    return null
  }
}
