import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bag, openBag } from '../bundle/bag/open.ts'
import { toldRoom } from '../store/trouble.ts'
import { leaveNothing } from './leave-nothing.ts'

/** Opens a bundle for as long as the command lasts: what was unpacked goes with it, also when it is told to stop. `what` it is then said to have been. */
export async function openBundle(file: string, what: string): Promise<Bag> {
  const temp = await mkdtemp(join(tmpdir(), 'govsite-opened-')).catch((error: unknown) => {
    throw toldRoom(error, tmpdir())
  })
  const watched = leaveNothing(what, [temp])
  const close = async () => {
    await rm(temp, { recursive: true, force: true })
    watched()
  }
  try {
    return { ...(await openBag(file, { temp })), close }
  } catch (error) {
    await close()
    throw toldRoom(error, `${tmpdir()} (TMPDIR), where the bundle is unpacked`)
  }
}
