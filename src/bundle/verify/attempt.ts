import { UserError } from '../../model/config.ts'
import type { Difference } from '../../model/difference.ts'
import { StampProblem } from '../stamp/stamp-problem.ts'

/** What a read gave, or why it gave nothing, as part of a sentence: what cannot be read of something damaged is a difference to tell, not an end. */
export async function attempt<T>(read: () => T | Promise<T>): Promise<{ readonly value: T | undefined; readonly trouble: string }> {
  try {
    return { value: await read(), trouble: '' }
  } catch (error) {
    return { value: undefined, trouble: troubleOf(error) }
  }
}

/** The differences, with one more where finding them breaks off. */
export async function* asFarAsReadable(path: string, differences: AsyncIterable<Difference>): AsyncGenerator<Difference> {
  try {
    yield* differences
  } catch (error) {
    yield { what: 'changed', path, says: `无法读取，核对到此为止（${troubleOf(error)}）。` }
  }
}

function troubleOf(error: unknown): string {
  if (error instanceof StampProblem) return error.says.replace(/。$/, '')
  if (error instanceof UserError)
    return [error.message, ...error.problems.map(({ file, line, got }) => `${file}${line === undefined ? '' : `:${line}`}: ${got}`)].join(
      '; ',
    )
  return error instanceof Error ? error.message : String(error)
}
