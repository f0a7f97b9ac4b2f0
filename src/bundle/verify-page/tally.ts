import { canonicalJson } from '../../model/canonical.ts'
import type { Difference } from '../../model/difference.ts'
import { isObject } from './is-object.ts'
import { SiteTally } from './site-tally.ts'

export const EVIDENCE_FILE = 'data/evidence.jsonl'
const VANTAGE = '@vantage'
/** Kinds of lines that are of the whole run, not of a site. */
const OF_RUN = new Set<unknown>(['run', 'plan'])

/** Counts the evidence anew, line by line, and compares it with what each site's seal says. */
export class EvidenceTally {
  readonly #sites = new Map<string, SiteTally>()
  readonly #found: Difference[] = []
  readonly #enough: number
  #line = 0

  /** No more than `enough` differences are kept. */
  constructor(enough: number) {
    this.#enough = enough
  }

  add(text: string): void {
    this.#line += 1
    const place = String(this.#line)
    const read = readLine(text)
    if (!read) {
      this.#tell('invalid', place, '不是一条 JSON 记录，或者嵌套过深。')
      return
    }
    // Two readers may read two things out of text that is not canonical, such as a key that stands in it twice.
    if (read.canonical !== text) this.#tell('invalid', place, '记录的写法不规范（不是规范 JSON）。')
    const { type, site } = read.line
    if (OF_RUN.has(type)) return
    const wrong = typeof site === 'string' ? this.#of(site).add(read.line) : '记录没有写明属于哪个网站。'
    if (wrong !== undefined) this.#tell('invalid', place, wrong)
  }

  /** Compares with the sealed statements, by site; to be asked once, at the end. */
  differences(statements: ReadonlyMap<string, Record<string, unknown>>): Difference[] {
    const vantage = this.#of(VANTAGE).captures()
    for (const [site, statement] of statements) {
      for (const says of this.#of(site).differences(statement, vantage)) this.#tell('changed', site, says)
    }
    for (const site of this.#sites.keys()) {
      if (site !== VANTAGE && !statements.has(site)) this.#tell('added', site, '证据属于一个没有封存声明的网站。')
    }
    return this.#found
  }

  #of(site: string): SiteTally {
    const known = this.#sites.get(site)
    if (known) return known
    const fresh = new SiteTally()
    this.#sites.set(site, fresh)
    return fresh
  }

  #tell(what: Difference['what'], place: string, says: string): void {
    if (this.#found.length < this.#enough) this.#found.push({ what, path: `${EVIDENCE_FILE}#${place}`, says })
  }
}

function readLine(text: string): { line: Record<string, unknown>; canonical: string } | undefined {
  try {
    const line: unknown = JSON.parse(text)
    return isObject(line) ? { line, canonical: canonicalJson(line) } : undefined
  } catch {
    // No JSON, or nested beyond what can be written again: the caller says so.
    return undefined
  }
}
