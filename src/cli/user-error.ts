import type { Problem, UserError } from '../model/config.ts'

/** Prints everything that is wrong: where it is, what was expected, what came, and what to do. */
export function tellUserError(error: UserError, stream: { write(text: string): unknown }): void {
  stream.write(`govsite: ${plain(error.message)}\n`)
  for (const problem of error.problems) stream.write(`  ${plain(describe(problem))}\n`)
}

export function describe(problem: Problem): string {
  const place = [problem.file, problem.line].filter((part) => part !== undefined).join(':')
  const key = problem.at ? ` ${problem.at}:` : ''
  const fix = problem.fix ? ` — ${problem.fix}` : ''
  return `${place}:${key} expected ${problem.expected}, got ${problem.got}${fix}`
}

/** What came from a file may hold escape sequences; a terminal never sees them. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '�')
}
