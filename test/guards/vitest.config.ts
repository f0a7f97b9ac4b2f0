import { defineConfig } from 'vitest/config'
import { LongestFirst } from './longest-first.ts'

/** Their files share nothing but pure code: none sets an environment variable, puts something in the place of a module, or starts a program that outlives a test. */
const SMALL = ['audit', 'checks', 'extract', 'model', 'registry', 'schedule', 'score', 'store', 'bundle/bag']
const small = SMALL.map((room) => `test/${room}/**/*.test.ts`)

export default defineConfig({
  test: {
    root: '.',
    pool: 'forks',
    // Half of the time of a test is waiting: as many files at once as there are cores.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // Real servers, browsers and whole nights: slow is no failure here, hanging is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: ['test/bench/**', ...small] } },
      // Many files of milliseconds: a process each would cost more than what they test.
      { extends: true, test: { name: 'together', include: small, isolate: false } },
    ],
  },
})
