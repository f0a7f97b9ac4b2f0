import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { StampProblem } from '../../src/bundle/stamp/stamp-problem.ts'
import { readStamp, type Stamp } from '../../src/bundle/stamp/time-stamp.ts'

export const NIGHT = Buffer.from('{"format":"govsite-night-seal/1","sites":{"6200000001":"00"}}')
export const ROOT = createHash('sha256').update(NIGHT).digest('hex')
/** Its first bit is set: written carelessly it would be a negative number. */
export const NONCE = 0xfedc_ba98_7654_3210n

/** The stamp over ROOT, or the code of what is wrong with it. */
export async function read(response: Uint8Array, authorities: readonly string[] = [], nonce?: bigint): Promise<Stamp | string> {
  try {
    return await readStamp(response, ROOT, { authorities, ...(nonce === undefined ? {} : { nonce }) })
  } catch (error) {
    if (!(error instanceof StampProblem)) throw error
    expect(error.says).toMatch(/^[\u4e00-\u9fff][^\n]*。$/)
    return error.code
  }
}

/** The bytes with the last (or first) occurrence of some replaced by as many others. */
export function patched(bytes: Buffer, from: string | Buffer, to: string | Buffer, first = false): Buffer {
  const copy = Buffer.from(bytes)
  const place = first ? copy.indexOf(from) : copy.lastIndexOf(from)
  expect(place).toBeGreaterThan(0)
  copy.set(Buffer.from(to), place)
  return copy
}

/** The moment in a TSTInfo as it is written there. */
export function genTime(info: Buffer): string {
  return /\d{14}Z/.exec(info.toString('latin1'))?.[0] ?? ''
}
