import type { HostileCase } from '../hostile-case.ts'
import type { Answering, RecordType, Reply, ResourceRecord } from './name-server.ts'

/** Where the sites of these cases are served, and where nobody listens. The mapped ones stand for further IPv6 addresses: loopback has but one. */
export const ALIVE = { A: '127.0.0.1', AAAA: '::1' } as const
export const DEAD = { A: '127.0.0.66', AAAA: '::ffff:127.0.0.66' } as const
/** Serves another site's page. */
export const STRANGER = { A: '127.0.0.77', AAAA: '::ffff:127.0.0.77' } as const

/** More addresses at which the sites are served. */
export const CROWD = Array.from({ length: 499 }, (_, index) => `127.0.${2 + (index >> 7)}.${1 + (index & 127)}`)

/** One site of the night, whose name is answered for in this way. */
export interface DnsCase extends HostileCase {
  /** The site's host name, as the registry has it. */
  readonly host: string
  /** The check whose finding the verdict is about. */
  readonly check: string
  /** Words that the finding says. */
  readonly says?: string
  /** Answers for the host and everything under it; other types than those named are answered with nothing. */
  readonly answer: Answering
  /** Checks that may find fault besides: the site's pages were seen, and the fault is there for anybody. */
  readonly alsoFails?: readonly string[]
  /** True where the site's pages are seen, so that what is wrong with them counts. */
  readonly seen?: true
  /** Disturbs every question that is under way with it: such cases have a night of their own. */
  readonly loud?: true
  /** The server whose port the home names: the sites' own, one that the guard does not allow, or one with a certificate. */
  readonly at?: 'forbidden' | 'secure'
}

type Said = Reply | 'silence' | 'hang-up'

/** The same for every type, or type by type. */
export function always(said: Said): Answering {
  return () => said
}

export function byType(said: Partial<Record<RecordType, Said | Answering>>): Answering {
  return (question) => {
    const one = said[question.type] ?? {}
    return typeof one === 'function' ? one(question) : one
  }
}

/** First this, then that, and the last of them for good. */
export function inTurn(...said: readonly Said[]): Answering {
  return ({ before }) => said[Math.min(before, said.length - 1)] ?? {}
}

export function records(type: RecordType, data: readonly string[], more: Partial<ResourceRecord> = {}): Reply {
  return { records: data.map((one) => ({ type, data: one, ...more })) }
}

/** Both families at the address that is alive. */
export const SOUND = { A: records('A', [ALIVE.A]), AAAA: records('AAAA', [ALIVE.AAAA]) } as const
