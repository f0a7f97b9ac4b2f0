import type { HostileCase } from '../hostile-case.ts'

export const LOCK_CASES: readonly HostileCase[] = [
  {
    name: 'a-second-writer',
    does: 'crawl, audit, import, restore, ledger import, schedule or demo begins while another process has the data folder',
    verdict: 'refused',
    blame: 'nobody',
    because: 'two nights on one database would mix; the pid of the first is named',
  },
  {
    name: 'a-reader-beside-the-writer',
    does: 'score, judge and backup run while another process has the data folder',
    verdict: 'unchanged',
    blame: 'nobody',
    because: 'readers see what was committed, and hold nobody up',
  },
  {
    name: 'lock-of-the-dead',
    does: 'the process that had the data folder was killed; its lock files lie there',
    verdict: 'unchanged',
    blame: 'nobody',
    because: 'the operating system gave the lock back',
  },
  {
    name: 'lock-of-a-reused-pid',
    does: 'the pid in the lock file is that of another living process by now',
    verdict: 'unchanged',
    blame: 'nobody',
    because: 'the pid is told, never believed',
  },
]
