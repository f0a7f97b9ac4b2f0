import { randomBytes } from 'node:crypto'
import { openKey } from '../bundle/seal/key.ts'
import { type Sealer, sealLedger, sealNight } from '../bundle/seal/sealer.ts'
import { askAuthority } from '../bundle/stamp/time-authority.ts'
import { readStamp, stampRequest } from '../bundle/stamp/time-stamp.ts'
import type { Config } from '../model/config.ts'
import type { Log } from '../model/log.ts'
import { LEDGER } from '../model/seal.ts'
import type { Settings } from '../model/settings.ts'
import { instantOf } from '../model/time.ts'
import type { Run } from '../model/visit.ts'
import type { Store } from '../store/open.ts'
import { now } from './clock.ts'
import { VERSION } from './version.ts'

export const PROGRAM = `govsite ${VERSION}`

/** Seals with the installation's key, which lies in the data folder and is made at its first use. */
export function createSealer(store: Store, data: string): Sealer {
  return { store, key: openKey(data), program: PROGRAM }
}

/** A time stamp has some thousands of bytes. */
const STAMP_BYTES = 1 << 18

export interface RunToSeal {
  readonly run: Run
  /** As the run was begun with. */
  readonly config: Config
  /** Today's: who stamps, and how long to wait. */
  readonly settings: Settings
  readonly log: Log
}

/** Seals the run as a whole and closes it at the moment that the seal names. */
export async function sealRun(sealer: Sealer, { run, config, settings, log }: RunToSeal): Promise<void> {
  const { store } = sealer
  await sealOldLedger(sealer)
  const known = await store.seals.night(run.id)
  const at = known?.statement.run.finishedAt ?? instantOf(now())
  // At once: a sealed run that is not finished would look as if somebody had changed it.
  await store.atomically(async (inside) => {
    if (!known) await sealNight({ ...sealer, store: inside }, { run, config }, at)
    await inside.runs.finish(run.id, at)
  })
  await stampRun(store, run, settings, log)
}

/** A ledger that was imported before there were seals is sealed with the first night. */
async function sealOldLedger(sealer: Sealer): Promise<void> {
  const { seals, tickets } = sealer.store
  if ((await seals.latestRoot(LEDGER)) !== null || (await tickets.all()).imports.length === 0) return
  await sealLedger(sealer, instantOf(now()))
}

/** Has the night's root stamped, where a service is configured. Without an answer the night stays as it is: sealed, not time-stamped. */
async function stampRun(store: Store, run: Run, { seal: { timeAuthority, timeoutSeconds }, userAgent }: Settings, log: Log): Promise<void> {
  const night = await store.seals.night(run.id)
  if (timeAuthority === undefined || !night || night.stamp !== null) return
  const nonce = BigInt(`0x${randomBytes(16).toString('hex')}`)
  try {
    const response = await askAuthority(timeAuthority, stampRequest(night.root, nonce), {
      timeoutSeconds,
      agent: userAgent,
      maxBytes: STAMP_BYTES,
    })
    await readStamp(response, night.root, { nonce })
    await store.seals.stamp(run.id, response)
  } catch (error) {
    log.warn({ run: run.id, timeAuthority, error: error instanceof Error ? error.message : String(error) }, 'the night is not time-stamped')
  }
}
