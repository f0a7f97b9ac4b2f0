import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: '.',
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**'],
    pool: 'forks',
    // Real servers, browsers and whole nights: slow is no failure here, hanging is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
