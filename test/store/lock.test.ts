import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { UserError } from '../../src/model/config.ts'
import { lockFolder } from '../../src/store/lock.ts'
import { temporaryFolder } from './fixtures.ts'

const HOLDER = new URL('./lock-holder.ts', import.meta.url).pathname

function refusal(dir: string): string {
  try {
    lockFolder(dir).release()
  } catch (error) {
    expect(error).toBeInstanceOf(UserError)
    return error instanceof Error ? error.message : ''
  }
  return 'not refused'
}

test('a folder that another process has is refused by name and pid, and free again after kill -9', async () => {
  const dir = join(temporaryFolder(), 'data')
  const child = spawn(process.execPath, [HOLDER, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  expect(refusal(dir)).toContain(dir)
  expect(refusal(dir)).toContain(`pid ${child.pid}`)
  child.kill('SIGKILL')
  await once(child, 'close')
  lockFolder(dir).release()
})

test('a lock is given back once, and two in one process exclude each other too', () => {
  const dir = temporaryFolder()
  const lock = lockFolder(dir)
  expect(refusal(dir)).toContain(`pid ${process.pid}`)
  lock.release()
  lock.release()
  lockFolder(dir).release()
})

test('a folder that cannot be used is a mistake of the user', () => {
  const file = join(temporaryFolder(), 'plain')
  writeFileSync(file, '')
  expect(refusal(join(file, 'data'))).toContain('cannot be used')
})
