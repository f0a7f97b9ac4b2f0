import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Command } from 'commander'
import { knownKey, publicKeyOfPem } from '../bundle/seal/key.ts'
import { UserError } from '../model/config.ts'
import type { CommonOptions } from './context.ts'
import { dataFolder } from './folders.ts'

/** A public key in PEM has some hundred. */
const MOST_KEY_BYTES = 64 * 1024

export interface KeyOptions extends CommonOptions {
  readonly key?: readonly string[]
}

/** The option that names the keys to trust; each time it is given adds one. */
export function withKeys(command: Command): Command {
  return command.option(
    '--key <fingerprint|file>',
    'the key that must have signed the bundle: fingerprint or PEM file; may be given again',
    (value: string, before: readonly string[] = []) => [...before, value],
  )
}

/** The keys named, or else the installation's own; undefined where there is neither, and the reader has to compare fingerprints. */
export function trustedKeys({ key, data }: KeyOptions): readonly string[] | undefined {
  if (key && key.length > 0) return key.map(fingerprintOf)
  const own = knownKey(dataFolder(data))
  return own && [own.fingerprint]
}

/** The installation's own key and those named besides, for one that changed its key; undefined where there is neither. */
export function ownKeys({ key = [], data }: KeyOptions): readonly string[] | undefined {
  const own = knownKey(dataFolder(data))
  const keys = [...(own ? [own.fingerprint] : []), ...key.map(fingerprintOf)]
  return keys.length > 0 ? keys : undefined
}

function isSmallFile(path: string): boolean {
  const stat = statSync(path)
  return stat.isFile() && stat.size <= MOST_KEY_BYTES
}

function fingerprintOf(named: string): string {
  const digits = named.replace(/[:\s]/g, '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(digits)) return digits
  try {
    // A pipe or a device would be waited for, or read for ever.
    if (existsSync(named) && isSmallFile(named)) return publicKeyOfPem(readFileSync(named, 'utf8')).fingerprint
  } catch {
    // No key in PEM: said below.
  }
  throw new UserError('--key names no key', [
    {
      file: 'command line',
      at: '--key',
      expected: 'a fingerprint of 64 hexadecimal digits, or a file with a public Ed25519 key (PEM)',
      got: named,
      fix: 'see: govsite doctor, on the machine that sealed the evidence',
    },
  ])
}
