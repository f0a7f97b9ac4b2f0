import { canonicalJson } from '../../model/canonical.ts'
import { isObject } from './is-object.ts'
import { Sha256, sha256OfText } from './sha256.ts'

/** A list under one hash, as a statement has it. */
interface Listed {
  readonly count: number
  readonly root: string
}

/** Parts of a statement that follow from the evidence, and what the page calls them. */
const PARTS = {
  visit: '检查的起止时间',
  captures: '证据',
  vantage: '检查点自身的探测记录',
  tickets: '找错留言',
  availability: '首页探测记录',
  asOf: '评判时点',
  findings: '结论',
  scores: '得分',
} as const

/** A value out of the bundle. */
type Fields = Record<string, unknown>

/** What the evidence holds of one site, counted as its seal was. */
export class SiteTally {
  readonly #captures: string[] = []
  readonly #findings = new RunningList()
  readonly #scores = new RunningList()
  /** Of what stands in the evidence only once. */
  readonly #single: Fields = { visit: null, tickets: null }
  readonly #seen = new Set<string>()

  /** Takes one line of the evidence; says in Chinese what is wrong with it by itself. */
  add(line: Fields): string | undefined {
    const { type } = line
    if (typeof type !== 'string') return '记录没有写明种类。'
    if (type === 'capture' || type === 'finding' || type === 'score') return this.#addItem(type, line[type])
    if (this.#seen.has(type)) return '同一网站的同一种记录重复出现。'
    this.#seen.add(type)
    if (type === 'visit') this.#single['visit'] = { startedAt: line['startedAt'], finishedAt: line['finishedAt'] }
    else if (type === 'tickets')
      this.#single['tickets'] = line['value'] === null ? null : sha256OfText(canonicalJson(line['value'] ?? null))
    else if (type === 'judgement') this.#single['asOf'] = line['asOf']
    else if (type === 'availability') return this.#addAvailability(line['value'])
    return undefined
  }

  captures(): Listed {
    return listOf([...this.#captures].sort())
  }

  /** What differs from the site's sealed statement, one Chinese sentence each. */
  differences(statement: Fields, vantage: Listed): string[] {
    const real: Fields = {
      ...this.#single,
      vantage,
      captures: this.captures(),
      findings: this.#findings.listed(),
      scores: this.#scores.listed(),
    }
    return Object.entries(PARTS)
      .filter(([part]) => canonicalJson(real[part] ?? null) !== canonicalJson(statement[part] ?? null))
      .map(([part, name]) => `${name}与封存声明不符${countsOf(real[part], statement[part])}。`)
  }

  #addItem(type: 'capture' | 'finding' | 'score', item: unknown): string | undefined {
    if (!isObject(item)) return '记录没有内容。'
    if (type === 'finding') this.#findings.add(item)
    else if (type === 'score') this.#scores.add(item)
    else {
      this.#captures.push(nameOf(item))
      if (nameOf(item) !== item['id']) return '证据的内容与其编号不符。'
    }
    return undefined
  }

  #addAvailability(value: unknown): string | undefined {
    const { days, planned, probes } = isObject(value) ? value : {}
    const ids = (Array.isArray(probes) ? probes : []).map((probe: unknown) =>
      isObject(probe) ? { real: nameOf(probe), id: probe['id'] } : {},
    )
    this.#single['availability'] = { days, planned, probes: listOf(ids.map(({ real }) => real ?? '')) }
    return ids.every(({ real, id }) => real !== undefined && real === id) ? undefined : '首页探测记录的内容与其编号不符。'
  }
}

/** The hash over a list whose items come one by one. */
class RunningList {
  readonly #hash = new Sha256()
  #count = 0

  add(item: unknown): void {
    this.#hash.update(new TextEncoder().encode(`${sha256OfText(canonicalJson(item))}\n`))
    this.#count += 1
  }

  /** To be asked once, at the end. */
  listed(): Listed {
    return { count: this.#count, root: this.#hash.hex() }
  }
}

function listOf(hashes: readonly string[]): Listed {
  return { count: hashes.length, root: sha256OfText(hashes.map((hash) => `${hash}\n`).join('')) }
}

/** The name of a capture: the hash of all of it but the name. */
function nameOf({ id: _named, ...draft }: Fields): string {
  return sha256OfText(canonicalJson(draft))
}

function countsOf(real: unknown, sealed: unknown): string {
  if (!isObject(real) || typeof real['count'] !== 'number') return ''
  return isObject(sealed) && typeof sealed['count'] === 'number'
    ? `（现有 ${real['count']} 条，封存时 ${sealed['count']} 条）`
    : '（封存声明未载）'
}
