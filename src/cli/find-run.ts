import { UserError } from '../model/config.ts'
import type { Run } from '../model/visit.ts'
import type { Store } from '../store/open.ts'

/** The run of this id, or the latest one; a UserError names the runs that there are, and where the id was given. */
export async function findRun(id: string, store: Store, at = '--run'): Promise<Run> {
  const run = await store.runs.find(id)
  if (run) return run
  const runs = await store.runs.list()
  const known = runs.slice(-5).map((one) => one.id)
  throw new UserError(runs.length === 0 ? 'there is no run yet' : `no run ${id}`, [
    {
      file: 'command line',
      at,
      expected: runs.length === 0 ? 'a finished run in the data folder' : `latest, or one of ${known.join(', ')}`,
      got: id,
      fix:
        runs.length === 0
          ? 'run: govsite crawl (and mind --data)'
          : at === '--run'
            ? 'leave --run out for the latest'
            : 'latest is the newest finished run',
    },
  ])
}
