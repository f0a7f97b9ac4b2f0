import { createHash } from 'node:crypto'
import { z } from 'zod'
import { UserError } from '../../model/config.ts'
import type { SiteCode } from '../../model/site.ts'
import { sha256 } from '../../store/canonical.ts'
import { damage } from './damage.ts'
import type { NamedBytes } from './gzip-member.ts'
import type { ArchiveLimits } from './limits.ts'
import { MANIFEST, MANIFEST_DIGEST, WACZ_VERSION } from './manifest.ts'
import { labelled } from './record.ts'
import { siteFile } from './site-file.ts'

const MANIFEST_SHAPE = z.object({
  profile: z.literal('data-package'),
  wacz_version: z.string(),
  run: z.string(),
  resources: z.array(z.object({ path: z.string(), hash: z.string(), bytes: z.int().nonnegative(), site: z.string().optional() })),
})
const DIGEST_SHAPE = z.object({ path: z.literal(MANIFEST), hash: z.string() })
const DIGEST_BYTES = 64 * 1024
const PART = 256 * 1024

/** The run, and the file of each site, after every file was found to be the one that the manifest lists; throws a UserError. */
export async function readManifest(
  files: ReadonlyMap<string, NamedBytes>,
  limits: ArchiveLimits,
): Promise<{ run: string; sites: Map<SiteCode, NamedBytes> }> {
  const text = await readSmall(files, MANIFEST, limits.manifestBytes)
  const digest = parse(await readSmall(files, MANIFEST_DIGEST, DIGEST_BYTES), MANIFEST_DIGEST, DIGEST_SHAPE)
  if (digest.hash !== labelled(sha256(text))) throw damage(MANIFEST, `its hash is not the one in ${MANIFEST_DIGEST}`)
  const { run, resources, wacz_version: version } = parse(text, MANIFEST, MANIFEST_SHAPE)
  if (version !== WACZ_VERSION) {
    throw new UserError(
      `The archive is of the format WACZ ${JSON.stringify(version.slice(0, 20))}; this program reads ${WACZ_VERSION}. Read it with the version that made it.`,
    )
  }
  const sites = new Map<SiteCode, NamedBytes>()
  const unlisted = new Set(files.keys())
  for (const name of [MANIFEST, MANIFEST_DIGEST]) unlisted.delete(name)
  for (const { path, hash, bytes, site } of resources) {
    const file = files.get(path)
    if (!file || !unlisted.delete(path)) throw damage(path, 'the manifest lists it, but it is not there, or is listed twice')
    if (file.size !== bytes || labelled(await hashOf(file)) !== hash) throw damage(path, 'it is not the file that the manifest lists')
    if (path.startsWith('archive/') !== (site !== undefined)) throw damage(path, 'the manifest does not say which site it is of')
    if (site === undefined) continue
    if (path !== `archive/${siteFile(site)}`) throw damage(path, 'it is not named after its site')
    sites.set(site, file)
  }
  for (const name of unlisted) throw damage(name, 'the manifest does not list it')
  return { run, sites }
}

async function readSmall(files: ReadonlyMap<string, NamedBytes>, name: string, limit: number): Promise<Uint8Array> {
  const file = files.get(name)
  if (!file) throw damage(name, 'it is missing')
  if (file.size > limit) throw damage(name, `it has ${file.size} bytes, more than ${limit}`)
  return file.read(0, file.size)
}

function parse<Shape extends z.ZodType>(bytes: Uint8Array, name: string, shape: Shape): z.infer<Shape> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw damage(name, `it is no JSON (${error instanceof Error ? error.message.slice(0, 200) : String(error)})`)
  }
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw damage(name, `at ${JSON.stringify(issue?.path.join('.') ?? '')}: ${issue?.message ?? 'not of the expected shape'}`)
}

async function hashOf(file: NamedBytes): Promise<string> {
  const hash = createHash('sha256')
  for (let from = 0; from < file.size; from += PART) hash.update(await file.read(from, Math.min(from + PART, file.size)))
  return hash.digest('hex')
}
