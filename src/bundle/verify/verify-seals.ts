import { canonicalJson } from '../../model/canonical.ts'
import type { Difference } from '../../model/difference.ts'
import { LEDGER, NIGHT, type Statement } from '../../model/seal.ts'
import { sha256 } from '../../store/canonical.ts'
import type { Store } from '../../store/open.ts'
import type { ListedSeal } from '../../store/seals.ts'
import { isSignedBy, publicKey } from '../seal/key.ts'
import { readStamp } from '../stamp/time-stamp.ts'
import { attempt } from './attempt.ts'

/** Every stored seal by itself and against the ones before it: its root, its signature, its place in the chains. */
export async function* verifySeals(store: Store): AsyncGenerator<Difference> {
  const last = new Map<string, string>()
  const imported = await importedRuns(store)
  for await (const seal of store.seals.all()) {
    const path = sealName(seal)
    if (seal.statement === null) {
      yield { what: 'changed', path, says: `封存声明无法读取（${seal.trouble}）。` }
    } else {
      yield* verifyOne(seal, seal.statement, path, await store.seals.key(seal.key))
      yield* verifyBeside(seal, path)
      // What came before an imported seal did not come with it.
      if (seal.run === null || !imported.has(seal.run)) yield* verifyChain(seal.statement, path, last)
    }
    last.set(seal.subject, seal.root)
  }
}

async function importedRuns(store: Store): Promise<Set<string>> {
  const imported = new Set<string>()
  for (const { id } of await store.runs.list()) if ((await store.runs.contexts(id)) !== undefined) imported.add(id)
  return imported
}

async function* verifyOne(seal: ListedSeal, statement: Statement, path: string, der: Uint8Array | undefined): AsyncGenerator<Difference> {
  const text = Buffer.from(canonicalJson(statement))
  if (subjectOf(statement) !== seal.subject || runOf(statement) !== seal.run) {
    yield { what: 'changed', path, says: '封存声明与其所在的行不符。' }
  }
  if (sha256(text) !== seal.root) yield { what: 'changed', path, says: '封存声明与其散列值不符。' }
  const key = der && readKey(der)
  if (!key) yield { what: 'missing', path, says: '封存所用的公钥缺失或无法读取。' }
  else if (!isSignedBy(key, text, Buffer.from(seal.signature, 'base64'))) yield { what: 'invalid', path, says: '封存声明的签名无效。' }
}

/** What is kept beside a seal: messages beside a site's, a time stamp beside a night's. */
async function* verifyBeside({ subject, root, stamp, withTickets }: ListedSeal, path: string): AsyncGenerator<Difference> {
  const ofSite = subject !== NIGHT && subject !== LEDGER
  if (withTickets !== ofSite) yield { what: 'changed', path, says: '封存声明所附的找错留言被删除或者增添。' }
  if (stamp === null) return
  const read =
    subject === NIGHT ? await attempt(() => readStamp(stamp, root, {})) : { value: undefined, trouble: '只有批次的封存才有时间戳' }
  if (!read.value) yield { what: 'invalid', path, says: `时间戳无效：${read.trouble}。` }
}

function* verifyChain(statement: Statement, path: string, last: ReadonlyMap<string, string>): Generator<Difference> {
  if (statement.previous !== (last.get(subjectOf(statement)) ?? null)) {
    yield { what: 'missing', path, says: '与前一次封存不相接：中间的封存被删除、改动或者插入。' }
  }
  if (statement.format === 'govsite-night-seal/1' && statement.ledger !== (last.get(LEDGER) ?? null)) {
    yield { what: 'missing', path, says: '与台账的封存不相接：台账的封存被删除、改动或者插入。' }
  }
  if (statement.format === 'govsite-site-seal/1' && statement.night !== (last.get(NIGHT) ?? null)) {
    yield { what: 'missing', path, says: '与前一批次的封存不相接：前一批次的封存被删除、改动或者插入。' }
  }
}

function readKey(der: Uint8Array) {
  try {
    return publicKey(der)
  } catch {
    // What is stored there is no key: the caller says so.
    return undefined
  }
}

/** The path under which differences name a seal: `seal ledger`, `seal <run>` for the night, `seal <run> <site>`. */
export function sealName({ run, subject }: { readonly run: string | null; readonly subject: string }): string {
  if (subject === LEDGER) return 'seal ledger'
  return subject === NIGHT ? `seal ${run}` : `seal ${run} ${subject}`
}

function subjectOf(statement: Statement): string {
  switch (statement.format) {
    case 'govsite-site-seal/1':
      return statement.site
    case 'govsite-night-seal/1':
      return NIGHT
    case 'govsite-ledger-seal/1':
      return LEDGER
  }
}

const runOf = (statement: Statement): string | null => (statement.format === 'govsite-ledger-seal/1' ? null : statement.run.id)
