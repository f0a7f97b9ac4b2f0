import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Bag } from '../../bundle/bag/open.ts'
import { importBundle } from '../../bundle/evidence/import-bundle.ts'
import { UserError } from '../../model/config.ts'
import type { Run } from '../../model/visit.ts'
import { copyDatabase } from '../../store/copy.ts'
import { lockFolder } from '../../store/lock.ts'
import { openStore } from '../../store/open.ts'
import { toldTrouble } from '../../store/trouble.ts'
import { logOf } from '../context.ts'
import { databaseFile, dataFolder, makeFolder } from '../folders.ts'
import { leaveNothing } from '../leave-nothing.ts'
import { openBundle } from '../open-bundle.ts'
import { print, printJson, withCommon } from '../options.ts'
import { type KeyOptions, trustedKeys, withKeys } from '../trusted-keys.ts'
import { verifyOpened } from '../verify-opened.ts'

export function addImport(program: Command): void {
  withKeys(withCommon(program.command('import')))
    .description(
      'take the evidence of an exported bundle into a data folder of its own, to score, judge or compare it there; verified first',
    )
    .argument('<file>', 'an exported bundle')
    .action(async (file: string, options: KeyOptions) => {
      const data = dataFolder(options.data)
      makeFolder(data)
      // First, so that nobody waits for the checking of a bundle that then cannot be taken in.
      const lock = lockFolder(data)
      let bag: Bag | undefined
      try {
        bag = await openBundle(file, 'the import')
        const { differences } = await verifyOpened(bag, options, options.key ? trustedKeys(options) : undefined)
        if (differences.length > 0) throw unsound(file, differences.length)
        const run = await takeIn(bag, options)
        if (options.json) printJson({ file, run: run.id })
        else print(`已导入批次 ${run.id}。查看：govsite score --run ${run.id} --data ${options.data ?? 'data'}`)
      } catch (error) {
        throw toldTrouble(error, databaseFile(data))
      } finally {
        await bag?.close()
        lock.release()
      }
    })
}

/** Into a copy of the database that takes its place in the end: an import that breaks off leaves nothing behind. */
async function takeIn(bag: Bag, options: KeyOptions): Promise<Run> {
  const data = dataFolder(options.data)
  const file = databaseFile(data)
  const unfinished = `${file}.importing`
  const parts = ['', '-wal', '-shm'].map((end) => `${unfinished}${end}`)
  const clear = () => Promise.all(parts.map((part) => rm(part, { force: true })))
  const watched = leaveNothing('the import', parts)
  try {
    await clear()
    if (existsSync(file)) {
      // Whatever is wrong with it is said as everywhere.
      await (await openStore({ file, log: logOf(options) })).close()
      await copyDatabase(file, unfinished)
    }
    const store = await openStore({ file: unfinished, log: logOf(options) })
    let run: Run
    try {
      run = await importBundle(bag, store, (done, total) => process.stderr.write(`[${done}/${total}] imported\n`))
    } finally {
      await store.close()
    }
    await Promise.all(['-wal', '-shm'].map((end) => rm(`${file}${end}`, { force: true })))
    await rename(unfinished, file)
    return run
  } finally {
    watched()
    await clear()
  }
}

function unsound(file: string, count: number): UserError {
  return new UserError(`${file} is not imported`, [
    { file, expected: 'a bundle that is as it was sealed', got: `${count} difference(s)`, fix: `see them with: govsite verify ${file}` },
  ])
}
