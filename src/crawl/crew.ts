import PQueue from 'p-queue'
import type { CrawlDeps } from './crawl-deps.ts'

/** Not more tasks of one visit than this are under way; the limiter of the net decides how fast they go. */
const AT_ONCE = 16

/** Runs the tasks of a visit side by side and tells how far it is. */
export interface Crew {
  /** The results stand in the order of the items. Rejects only after every task under way has ended. */
  each<T, R>(what: string, items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]>
}

export function createCrew(deps: Pick<CrawlDeps, 'onProgress'>): Crew {
  let done = 0
  let planned = 0
  return {
    async each<T, R>(what: string, items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
      const queue = new PQueue({ concurrency: AT_ONCE })
      const results: R[] = []
      const failures: unknown[] = []
      planned += items.length
      for (const [index, item] of items.entries()) {
        void queue.add(async () => {
          if (failures.length > 0) return
          try {
            results[index] = await task(item)
          } catch (error) {
            failures.push(error)
          }
          done += 1
          deps.onProgress?.({ done, planned, what })
        })
      }
      await queue.onIdle()
      if (failures.length > 0) throw failures[0]
      return results
    },
  }
}
