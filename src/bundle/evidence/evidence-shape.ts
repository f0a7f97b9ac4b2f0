import { z } from 'zod'
import type { EvidenceLine } from './evidence-line.ts'
import { FORMAT } from './evidence-line.ts'

const instant = z.string().max(40)
const site = z.string().min(1).max(500)
const finished = instant.nullable()
/** Of what is judged again only the outline is looked at: its content is vouched for by the seal, or else by nobody. */
const capture = z.looseObject({ id: z.string(), kind: z.string(), takenAt: instant })
const finding = z.looseObject({
  site,
  check: z.string(),
  subject: z.string(),
  says: z.string(),
  verdict: z.enum(['pass', 'fail', 'inconclusive', 'not-applicable']),
})
const range = z.object({ low: z.number(), high: z.number() })
const score = z.looseObject({ site, rubric: z.string(), total: range, full: z.number() })
const tickets = z.looseObject({
  rows: z.array(z.looseObject({ id: z.string(), number: z.string() })),
  importedAt: instant,
  coversTo: z.string(),
  importCapture: z.string(),
})
const availability = z.looseObject({ probes: z.array(capture), planned: z.number(), days: z.number() })
const context = z.object({
  rank: z.object({ best: z.number(), worst: z.number(), of: z.number() }).nullable(),
  history: z.array(z.object({ run: z.string(), day: z.string(), total: range, full: z.number() })),
})

const LINE = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run'),
    format: z.literal(FORMAT),
    id: z.string().regex(/^[\w.-]{1,200}$/),
    kind: z.enum(['crawl', 'audit', 'demo']),
    startedAt: instant,
    finishedAt: finished,
    seed: z.string(),
  }),
  z.object({ type: z.literal('plan'), day: z.string(), seed: z.string(), perDay: z.number() }),
  z.object({ type: z.literal('visit'), site, startedAt: instant, finishedAt: finished }),
  z.object({ type: z.literal('capture'), site, key: z.string(), capture }),
  z.object({ type: z.literal('tickets'), site, value: tickets.nullable() }),
  z.object({ type: z.literal('availability'), site, value: availability }),
  z.object({ type: z.literal('judgement'), site, asOf: instant }),
  z.object({ type: z.literal('finding'), site, finding }),
  z.object({ type: z.literal('score'), site, score }),
  z.object({ type: z.literal('context'), site, value: context }),
])

/** One line as what it says it is; `wrong` makes the error for one that is not. */
export function parseLine(text: string, wrong: (expected: string, got: string) => Error): EvidenceLine {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw wrong('a JSON object', text.slice(0, 60))
  }
  const parsed = LINE.safeParse(value)
  if (!parsed.success) throw wrong('a line of evidence', z.prettifyError(parsed.error).split('\n')[0] ?? 'another value')
  const line: unknown = parsed.data
  // The outline was checked; what lies deeper is put to the checks, which are proof against anything, or compared by hash.
  return line as EvidenceLine
}
