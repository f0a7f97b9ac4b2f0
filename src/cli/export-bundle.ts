import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createArchive } from '../bundle/archive/create.ts'
import { type BagFile, unfinishedBag, writeBag } from '../bundle/bag/write.ts'
import type { Context as SiteContext } from '../bundle/evidence/evidence-line.ts'
import { evidenceLines } from '../bundle/evidence/evidence-writer.ts'
import { writeSettings } from '../bundle/evidence/settings-file.ts'
import type { SigningKey } from '../bundle/seal/key.ts'
import { type SealFile, sealedText } from '../bundle/seal/seal-file.ts'
import { writeParts } from '../bundle/write-parts.ts'
import { canonicalJson } from '../model/canonical.ts'
import type { Capture } from '../model/capture.ts'
import { type Config, UserError } from '../model/config.ts'
import type { SiteCode } from '../model/site.ts'
import { dayOf } from '../model/time.ts'
import type { Run } from '../model/visit.ts'
import type { Store } from '../store/open.ts'
import { type BundleMaterial, materialOfBundle } from './bundle-material.ts'
import { bundleTags } from './bundle-tags.ts'
import { documentsOf } from './documents.ts'
import { leaveNothing } from './leave-nothing.ts'
import type { RunMaterial } from './report-material.ts'
import { PROGRAM } from './seal-run.ts'

export interface ExportPlan {
  readonly store: Store
  readonly run: Run
  /** The one site of the bundle; all of the run when absent. */
  readonly site?: SiteCode
  readonly out: string
  readonly key: SigningKey
  readonly progress: ExportProgress
}

/** Told what is being made, and how far it is: sites or bytes. */
export interface ExportProgress {
  step(what: string, total: number): void
  at(done: number): void
}

interface Work extends ExportPlan, BundleMaterial {
  /** Private, removed in the end. */
  readonly folder: string
  /** With exactly the sites of the bundle. */
  readonly config: Config
  readonly codes: readonly SiteCode[]
}

/** Writes the bundle of a sealed run, or of one site of it: the same evidence and key give the same bytes. Memory holds one site at a time. */
export async function exportBundle(given: ExportPlan): Promise<void> {
  const plan = { ...given, ...(await soleSite(given)) }
  const { store, run, site, out } = plan
  const whole = await store.runs.config(run.id)
  const sites = whole.sites.filter(({ code }) => site === undefined || code === site)
  const codes = sites.map(({ code }) => code)
  const material = await materialOfBundle(run, store, site)
  // Beside the bundle: what has to hold the whole has room for its parts, and nothing but a folder is left by a power cut.
  const folder = await mkdtemp(join(dirname(out), '.govsite-export-')).catch((error: Error) => {
    throw new UserError('the bundle cannot be written', [
      {
        file: 'command line',
        at: '--out',
        expected: 'a file in a folder that this user may write',
        got: error.message,
        fix: 'make the folder, or choose another',
      },
    ])
  })
  const watched = leaveNothing('the export', [folder, unfinishedBag(out)])
  try {
    const work = { ...plan, folder, config: { ...whole, sites }, codes, ...material }
    const pictures = await writeEvidence(work)
    await writeDocuments(work)
    await pack(work, pictures)
  } finally {
    watched()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Of a run that came as the bundle of one site, that site: exported again it is the bundle of one site. */
async function soleSite({ store, run, site }: ExportPlan): Promise<{ site?: SiteCode }> {
  if (site !== undefined) return { site }
  const { sites } = await store.runs.config(run.id)
  const night = await store.seals.night(run.id)
  const [only] = sites
  const isPart = night !== undefined && Object.keys(night.statement.sites).length > sites.length
  return isPart && only ? { site: only.code } : {}
}

/** evidence.jsonl and archive.wacz in one reading; the names of the pictures that were written beside them. */
async function writeEvidence(work: Work): Promise<string[]> {
  const { store, run, codes, folder, config, progress, material } = work
  await mkdir(join(folder, 'archive'))
  await mkdir(join(folder, 'pictures'))
  const archive = await createArchive({ folder: join(folder, 'archive'), run, software: PROGRAM, userAgent: config.settings.userAgent })
  const pictures = new Set<string>()
  let done = 0
  progress.step('evidence', codes.length)
  const lines = evidenceLines({
    store,
    run,
    sites: codes,
    context: await contextOf(material),
    async onVisit({ site }, captures) {
      await archive.addVisit({ site, captures, body: (ref) => store.visits.body(ref) })
      for (const name of await writePictures(work, captures)) pictures.add(name)
      progress.at(Math.min(codes.length, done++))
    },
  })
  await pipeline(Readable.from(lines), createWriteStream(join(folder, 'evidence.jsonl')))
  await archive.finish(join(folder, 'archive.wacz'))
  return [...pictures].sort()
}

async function writePictures({ store, folder }: Work, captures: readonly Capture[]): Promise<string[]> {
  const names: string[] = []
  for (const capture of captures) {
    if (capture.kind !== 'picture' || capture.outcome.kind === 'failed') continue
    for (const { body, type } of [capture.outcome.page, capture.outcome.detail]) {
      const name = `pictures/${body.sha256}.${type === 'image/png' ? 'png' : 'jpg'}`
      await writeFile(join(folder, name), await store.visits.body(body))
      names.push(name)
    }
  }
  return names
}

/** How each site stood, before its evidence is read: a few numbers a site. */
async function contextOf({ sites }: RunMaterial): Promise<(site: SiteCode) => Promise<SiteContext>> {
  const known = new Map<SiteCode, SiteContext>()
  for await (const { code, rank, history } of sites()) known.set(code, { rank, history })
  return async (site) => known.get(site) ?? { rank: null, history: [] }
}

async function writeDocuments({ folder, material, config, store, progress }: Work): Promise<void> {
  const documents = documentsOf(material, store)
  progress.step('documents', documents.length)
  for (const [at, document] of documents.entries()) {
    const file = join(folder, document.name)
    await (document.kind === 'text'
      ? pipeline(Readable.from(document.text()), createWriteStream(file))
      : writeParts(file, document.parts()))
    progress.at(at + 1)
  }
  const { settings, rubric } = writeSettings(config)
  await writeFile(join(folder, 'settings.yaml'), settings)
  await writeFile(join(folder, 'rubric.yaml'), rubric)
}

/** Packed already, or made of small random pieces: deflating would cost time and save nothing. */
const STORED = /\.(?:wacz|xlsx|png|jpg|sig|tsr)$/

async function pack(work: Work, pictures: readonly string[]): Promise<void> {
  const { out, run, site, folder, seals, stamp, key, progress } = work
  const onDisk = [
    'report.html',
    'findings.xlsx',
    'findings.csv',
    'scores.xlsx',
    'archive.wacz',
    'evidence.jsonl',
    'rubric.yaml',
    'settings.yaml',
    ...pictures,
  ]
  const payload: BagFile[] = [
    ...onDisk.map((name) => ({ name, from: { file: join(folder, name) }, compress: !STORED.test(name) })),
    ...sealFiles(seals),
  ]
  const root = rootName(run, site)
  let begun = false
  await writeBag(
    {
      out,
      root,
      payload,
      tags: bundleTags({ root, program: PROGRAM, run, seals, stamp, key, sites: work.config.sites, whole: site === undefined }),
      info: [
        ['Bag-Software-Agent', PROGRAM],
        ['Bagging-Date', dayOf(run.startedAt)],
        ['External-Identifier', root],
      ],
      sign: (bytes) => key.sign(bytes),
    },
    (done, total) => {
      if (!begun) progress.step('bundle', total)
      begun = true
      progress.at(done)
    },
  )
}

function sealFiles(seals: SealFile): BagFile[] {
  const { night } = seals
  const file = (name: string, bytes: Uint8Array): BagFile => ({ name, from: { bytes }, compress: !STORED.test(name) })
  return [
    file('seal.json', Buffer.from(canonicalJson(seals))),
    file('seals/night.json', sealedText(night)),
    file('seals/night.sig', Buffer.from(night.signature, 'base64')),
    ...(night.stamp === null ? [] : [file('seals/night.tsr', Buffer.from(night.stamp, 'base64'))]),
  ]
}

/** Name of the one folder in the bundle. */
function rootName(run: Run, site: SiteCode | undefined): string {
  return `govsite-${run.id}${site === undefined ? '' : `-${site}`}`.replace(/[^A-Za-z0-9._-]/g, '_')
}
