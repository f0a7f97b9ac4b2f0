import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, so that no worker is left alone with one of them at the end; what computes and what waits take turns. */
const LONGEST = [
  'test/hostile/crash/kills.test.ts',
  'test/cli/night.test.ts',
  'test/cli/bundle.test.ts',
  'test/hostile/content/scripts.test.ts',
  'test/hostile/fuzz/extract.test.ts',
  'test/crawl/net/picture.test.ts',
  'test/hostile/fuzz/readers.test.ts',
  'test/cli/readme.test.ts',
  'test/demo/truth.test.ts',
  'test/hostile/content/script-load.test.ts',
  'test/bundle/verify-database.test.ts',
  'test/bundle/verify-page.test.ts',
  'test/hostile/safety/hostile-night.test.ts',
]

/** Runs the longest files first and the small ones last, all others in the order of vitest. Throws when one that is listed is no longer there. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = LONGEST.filter((name) => !existsSync(name))
    if (gone.length > 0) throw new Error(`test/guards/longest-first.ts lists what is not there: ${gone.join(', ')}`)
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b))
  }
}

function placeOf({ moduleId, project }: TestSpecification): number {
  if (!project.config.isolate) return LONGEST.length + 1
  const place = LONGEST.indexOf(relative('.', moduleId))
  return place === -1 ? LONGEST.length : place
}
