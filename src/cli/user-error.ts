import type { Problem, UserError } from '../model/config.ts'
import { plainText } from './plain-text.ts'

/** Prints everything that is wrong: where it is, what was expected, what came, and what to do. */
export function tellUserError(error: UserError, stream: { write(text: string): unknown }): void {
  stream.write(`govsite: ${plainText(error.message)}\n`)
  for (const problem of error.problems) stream.write(`  ${plainText(describe(problem))}\n`)
}

export function describe(problem: Problem): string {
  const place = [problem.file, problem.line].filter((part) => part !== undefined).join(':')
  const key = problem.at ? ` ${problem.at}:` : ''
  const fix = problem.fix ? ` — ${problem.fix}` : ''
  return `${place}:${key} expected ${problem.expected}, got ${problem.got}${fix}`
}
