import type { HostileCase } from '../hostile-case.ts'

export interface KillCase extends HostileCase {
  /** The first database statement of this stage. */
  readonly after: string
  /** Within so many statements of it, fewer than a process that goes on with a night comes to. */
  readonly most: number
  /** How often each night is killed in it. */
  readonly times: number
}

/** A night is killed in this order; five nights make fifty moments. */
export const KILL_CASES: readonly KillCase[] = [
  {
    name: 'killed-while-visiting',
    does: 'SIGKILL between the first statement on a new database and the last capture',
    verdict: 'unchanged',
    blame: 'nobody',
    because: 'what was committed is kept byte for byte, and only the rest is asked again',
    after: '',
    most: 90,
    times: 5,
  },
  {
    name: 'killed-while-judging',
    does: 'SIGKILL while findings and scores are stored and each site is sealed',
    verdict: 'unchanged',
    blame: 'nobody',
    because: 'a site is judged and sealed from stored evidence alone; one that is sealed is settled',
    after: '^delete from "judgement"',
    most: 45,
    times: 3,
  },
  {
    name: 'killed-while-sealing-the-night',
    does: 'SIGKILL while the night is sealed and closed',
    verdict: 'unchanged',
    blame: 'nobody',
    because: 'seal and end of a run are one transaction',
    after: '"probe"\\."id" > ',
    most: 22,
    times: 2,
  },
]
