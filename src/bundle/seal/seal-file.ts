import { z } from 'zod'
import { canonicalJson } from '../../model/canonical.ts'
import { UserError } from '../../model/config.ts'
import type { NightStatement, Seal, SiteStatement } from '../../model/seal.ts'
import type { SiteCode } from '../../model/site.ts'
import type { Run } from '../../model/visit.ts'
import type { Store } from '../../store/open.ts'

/** seal.json: the night's seal and those of the sites in the bundle, with every key that signed one. */
export interface SealFile {
  readonly format: 'govsite-seals/1'
  /** Fingerprint → SubjectPublicKeyInfo (DER) in base64. */
  readonly keys: Readonly<Record<string, string>>
  readonly night: Seal<NightStatement> & {
    /** DER TimeStampResp over the root, in base64. */
    readonly stamp: string | null
  }
  readonly sites: readonly Seal<SiteStatement>[]
}

/** The seals of a run and of the named sites. Throws a UserError for a run that is not sealed: what is not sealed is not exported. */
export async function gatherSeals(store: Store, run: Run, codes: readonly SiteCode[]): Promise<SealFile> {
  const night = await store.seals.night(run.id)
  if (!night) throw unsealed(run)
  const sites: Seal<SiteStatement>[] = []
  for (const code of codes) {
    const seal = await store.seals.site(run.id, code)
    if (!seal) throw unsealed(run)
    const { statement, root, key, signature } = seal
    sites.push({ statement, root, key, signature })
  }
  const keys: Record<string, string> = {}
  for (const { key } of [night, ...sites]) {
    const der = await store.seals.key(key)
    if (der) keys[key] = Buffer.from(der).toString('base64')
  }
  const { statement, root, key, signature, stamp } = night
  return {
    format: 'govsite-seals/1',
    keys,
    night: { statement, root, key, signature, stamp: stamp && Buffer.from(stamp).toString('base64') },
    sites,
  }
}

/** The bytes that a seal's signature is over. */
export function sealedText({ statement }: Pick<Seal, 'statement'>): Buffer {
  return Buffer.from(canonicalJson(statement))
}

function unsealed({ id, finishedAt }: Run): UserError {
  const fix =
    finishedAt === null
      ? 'let it end first: govsite crawl goes on with a run that was cut off'
      : 'it was made before there were seals: run another night'
  return new UserError('a run that is not sealed cannot be exported', [
    { file: 'command line', at: '--run', expected: 'a run that has ended and was sealed', got: id, fix },
  ])
}

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const seal = <S extends string>(format: S) =>
  z.object({
    statement: z.looseObject({ format: z.literal(format), run: z.looseObject({ id: z.string().regex(/^[\w.-]{1,200}$/) }) }),
    root: hash,
    key: hash,
    signature: z.base64().max(200),
  })
const SHAPE = z.object({
  format: z.literal('govsite-seals/1'),
  keys: z.record(hash, z.base64().max(400)),
  night: seal('govsite-night-seal/1').extend({ stamp: z.base64().nullable() }),
  sites: z.array(seal('govsite-site-seal/1')),
})

/** Reads seal.json; a UserError where it is none. Nothing that it says is believed here. */
export function readSeals(text: string, file: string): SealFile {
  try {
    const value: unknown = SHAPE.parse(JSON.parse(text))
    // The outline was checked; statements are compared field by field with what the evidence says.
    return value as SealFile
  } catch (error) {
    const got = error instanceof z.ZodError ? (z.prettifyError(error).split('\n')[0] ?? 'another value') : 'no JSON'
    throw new UserError('the seals of the bundle cannot be read', [
      {
        file,
        expected: 'seals in the form of govsite-seals/1',
        got,
        fix: 'compare the bundle with the original, or have it exported again',
      },
    ])
  }
}
