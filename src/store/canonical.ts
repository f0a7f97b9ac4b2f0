import { hash } from 'node:crypto'
import { canonicalJson } from '../model/canonical.ts'

/** SHA-256, in hex. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data)
}

/** The name of a stored value: the SHA-256 of its canonical JSON. */
export function contentId(value: unknown): string {
  return sha256(canonicalJson(value))
}
