import { readStamp, type Stamp } from '../bundle/stamp/time-stamp.ts'
import { attempt } from '../bundle/verify/attempt.ts'
import type { RunSealView } from '../report/run-view.ts'

/** Null where there is no stamp. */
export type NightStamp = Stamp | 'unreadable' | null

/** The stamp in a DER TimeStampResp over the root of a night's seal. */
export async function readNightStamp(response: Uint8Array | null, root: string): Promise<NightStamp> {
  if (response === null) return null
  return (await attempt(() => readStamp(response, root))).value ?? 'unreadable'
}

/** What documents say of the seal of a night; a stamp that cannot be read tells no time. */
export function sealViewOf({ root, key }: { readonly root: string; readonly key: string }, stamp: NightStamp): RunSealView {
  return { root, key, stampedAt: stamp === null || stamp === 'unreadable' ? null : stamp.at }
}
