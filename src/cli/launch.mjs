#!/usr/bin/env -S MALLOC_ARENA_MAX=2 node --max-semi-space-size=8 --heap-growing-percent=50
// A small young generation, a heap that grows slowly, and few arenas of the C library: a night makes much short-lived garbage, and half of its memory would be
// room kept for it.
// The door of `govsite`: makes sure that a Node is used which can run it (the one that npm delivered, if this one is too old).
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const delivered = join(here, '..', '..', 'node_modules', '.bin', 'node')
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const able = major > 22 || (major === 22 && minor >= 19)

if (able) {
  // What was compiled once is compiled: half of what a short command costs. A folder that cannot be written is no matter.
  module.enableCompileCache?.(join(here, '..', '..', 'node_modules', '.cache', 'govsite'))
  const { main } = await import('./main.ts')
  await main(process.argv.slice(2))
} else if (existsSync(delivered) && !process.env.GOVSITE_LAUNCHED) {
  const child = spawn(
    delivered,
    ['--max-semi-space-size=8', '--heap-growing-percent=50', fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      env: { MALLOC_ARENA_MAX: '2', ...process.env, GOVSITE_LAUNCHED: '1' },
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
} else {
  process.stderr.write(
    `govsite needs Node 22.19 or newer; this is ${process.versions.node}. Run "npm start" once in the project's folder: it brings a Node of its own.\n`,
  )
  process.exitCode = 2
}
