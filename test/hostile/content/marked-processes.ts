import { readdirSync, readFileSync } from 'node:fs'

/** Every process that was started with the mark in its environment, itself or through others, and is still there. */
export function processesWith(mark: string): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return []
    try {
      return readFileSync(`/proc/${entry}/environ`, 'latin1').includes(mark) ? [Number(entry)] : []
    } catch {
      // It ended while we looked, or it is somebody else's.
      return []
    }
  })
}
