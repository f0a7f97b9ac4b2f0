import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** Loaded before the program (`--import`): ends it with SIGKILL before the KILL_STEP-th time that it gives a file another name. */
let left = Number(process.env['KILL_STEP'])

for (const name of ['renameSync', 'linkSync', 'copyFileSync'] as const) {
  const original: (...args: never[]) => void = fs[name]
  Object.assign(fs, {
    [name]: (...args: never[]) => {
      left -= 1
      if (left === 0) process.kill(process.pid, 'SIGKILL')
      original(...args)
    },
  })
}
syncBuiltinESMExports()
