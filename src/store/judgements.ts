import type { Kysely } from 'kysely'
import { canonicalJson } from '../model/canonical.ts'
import type { RecordedFinding, Verdict } from '../model/finding.ts'
import type { SiteScore } from '../model/rubric.ts'
import type { SiteCode } from '../model/site.ts'
import type { Instant } from '../model/time.ts'
import { VANTAGE_SITE } from '../model/visit.ts'
import { nameId } from './names.ts'
import { addPack, dropPack, readPack } from './packs.ts'
import { runNumber } from './runs.ts'
import type { Schema } from './schema.ts'
import { packedIds } from './visits.ts'

export interface Judgement {
  readonly run: string
  readonly site: SiteCode
  readonly asOf: Instant
  readonly findings: readonly RecordedFinding[]
  readonly scores: readonly SiteScore[]
}

export interface Judgements {
  /** Keeps what came out for one site of a run, in the place of what came out before. */
  save(judgement: Judgement): Promise<void>
  findings(run: string, site?: SiteCode): Promise<RecordedFinding[]>
  scores(run: string, site?: SiteCode): Promise<SiteScore[]>
  /** The moment that was judged; undefined for a site that was not. */
  about(run: string, site: SiteCode): Promise<{ readonly asOf: Instant } | undefined>
}

interface Stored {
  readonly findings: readonly RecordedFinding[]
  readonly scores: readonly SiteScore[]
}

export function createJudgements(db: Kysely<Schema>): Judgements {
  return {
    save: (judgement) => db.transaction().execute((transaction) => save(transaction, judgement)),
    async findings(run, site) {
      const found: RecordedFinding[] = []
      for await (const { code, judgement } of stored(db, run, site)) {
        const ids = new Map(await citable(db, run, code))
        for (const finding of recite(judgement.findings, (place) => ids.get(place) ?? place)) found.push(finding)
      }
      return found
    },
    async scores(run, site) {
      const found: SiteScore[] = []
      for await (const { judgement } of stored(db, run, site)) found.push(...judgement.scores)
      return found
    },
    async about(run, site) {
      const row = await db
        .selectFrom('judgement')
        .innerJoin('run', 'run.number', 'judgement.run')
        .innerJoin('name', 'name.id', 'judgement.site')
        .select('judgement.as_of')
        .where('run.id', '=', run)
        .where('name.name', '=', site)
        .executeTakeFirst()
      return row && { asOf: row.as_of }
    },
  }
}

async function save(db: Kysely<Schema>, { run: runId, site: code, asOf, findings, scores }: Judgement): Promise<void> {
  const run = await runNumber(db, runId)
  const site = await nameId(db, code)
  const old = await db.selectFrom('judgement').select('pack').where('run', '=', run).where('site', '=', site).executeTakeFirst()
  await db.deleteFrom('judgement').where('run', '=', run).where('site', '=', site).execute()
  await db.deleteFrom('check_result').where('run', '=', run).where('site', '=', site).execute()
  if (old) await dropPack(db, old.pack)
  const places = placesOf(await citable(db, runId, code))
  const payload = canonicalJson({ findings: recite(findings, (id) => places.get(id) ?? id), scores })
  const pack = await addPack(db, site, 'judgement', Buffer.from(payload))
  await db.insertInto('judgement').values({ run, site, as_of: asOf, pack }).execute()
  for (const [check, tally] of tallies(findings)) {
    const check_name = await nameId(db, check)
    await db
      .insertInto('check_result')
      .values({ run, site, check_name, ...tally })
      .execute()
  }
}

/** Judgements as they are stored, their citations by place. */
async function* stored(db: Kysely<Schema>, run: string, site: SiteCode | undefined): AsyncGenerator<{ code: SiteCode; judgement: Stored }> {
  let rows = db
    .selectFrom('judgement')
    .innerJoin('run', 'run.number', 'judgement.run')
    .innerJoin('name', 'name.id', 'judgement.site')
    .select(['judgement.pack', 'name.name as code'])
    .where('run.id', '=', run)
    .orderBy('judgement.site')
  if (site !== undefined) rows = rows.where('name.name', '=', site)
  for (const { pack, code } of await rows.execute()) {
    const judgement: Stored = JSON.parse((await readPack(db, pack)).toString('utf8'))
    yield { code, judgement }
  }
}

/**
 * Captures that findings cite, by their place in the visit's pack or in the vantage's. A capture has a new id every night but mostly the same place, so an
 * unchanged finding is the same text; no place can be taken for an id, which is 64 hexadecimal digits.
 */
async function citable(db: Kysely<Schema>, run: string, site: SiteCode): Promise<[place: string, id: string][]> {
  const own = (await packedIds(db, run, site)) ?? []
  const vantage = (await packedIds(db, run, VANTAGE_SITE)) ?? []
  return [...own.map((id, at): [string, string] => [`${at}`, id]), ...vantage.map((id, at): [string, string] => [`v${at}`, id])]
}

function placesOf(citable: readonly [place: string, id: string][]): Map<string, string> {
  return new Map(citable.map(([place, id]) => [id, place]))
}

/** The findings with every citation rewritten. */
function recite(findings: readonly RecordedFinding[], rewrite: (cited: string) => string): RecordedFinding[] {
  return findings.map((finding): RecordedFinding => {
    if (finding.verdict === 'inconclusive' || finding.verdict === 'not-applicable') {
      return finding.evidence ? { ...finding, evidence: finding.evidence.map(rewrite) } : finding
    }
    const [first, ...rest] = finding.evidence
    return { ...finding, evidence: [rewrite(first), ...rest.map(rewrite)] }
  })
}

type Tally = Pick<Schema['check_result'], 'pass' | 'fail' | 'inconclusive' | 'not_applicable'>
const COLUMN = { pass: 'pass', fail: 'fail', inconclusive: 'inconclusive', 'not-applicable': 'not_applicable' } as const satisfies Record<
  Verdict,
  keyof Tally
>

/** For each check, how many subjects came out with which verdict. */
export function tallies(findings: readonly RecordedFinding[]): Map<string, Tally> {
  const counted = new Map<string, Tally>()
  for (const { check, verdict, stands = 1 } of findings) {
    const tally = counted.get(check) ?? { pass: 0, fail: 0, inconclusive: 0, not_applicable: 0 }
    const column = COLUMN[verdict]
    counted.set(check, { ...tally, [column]: tally[column] + stands })
  }
  return counted
}
