import type { Capture, LinkCapture, PageCapture } from '../model/capture.ts'
import type { Config } from '../model/config.ts'
import type { Evidence } from '../model/evidence.ts'
import { givesIpv6 } from '../model/ipv6-judging.ts'
import { readLink } from '../model/link-judging.ts'
import type { Log } from '../model/log.ts'
import { cutShort } from '../model/loss.ts'
import type { Site } from '../model/site.ts'
import type { Instant } from '../model/time.ts'
import { LAST_LOOK } from '../model/turned-away.ts'
import { viewAnnualForm } from './annual-form-view.ts'
import { viewBoard } from './board-view.ts'
import { brokenBodies } from './broken.ts'
import { viewColumns } from './column-view.ts'
import { viewHome } from './home-view.ts'
import { findImpostor } from './impostor.ts'
import { type BodyReader, readCaptures } from './reading.ts'
import { markTurnedAway } from './turned-away.ts'
import { proveFamily } from './vantage-view.ts'

export interface EvidenceInput {
  readonly site: Site
  /** Of the visit to the site. */
  readonly captures: readonly Capture[]
  /** Of the run's own vantage. */
  readonly vantage: readonly Capture[]
  readonly body: BodyReader
  readonly tickets: Evidence['tickets']
  readonly availability: Evidence['availability']
  readonly config: Config
  readonly log: Log
  /** The moment judged. Captures are read as of when they were taken, so it changes nothing here; checks measure ages against it. */
  readonly asOf: Instant
}

/** Everything that checks may read, made out of what was stored. The same captures give the same evidence; nothing in them makes it throw. */
export async function assembleEvidence(input: EvidenceInput): Promise<Evidence> {
  const { site, captures, vantage, tickets, availability } = input
  const kinds = Map.groupBy(captures, ({ kind }) => kind)
  const of = <K extends Capture['kind']>(kind: K) =>
    (kinds.get(kind) ?? []).filter((capture): capture is Extract<Capture, { kind: K }> => capture.kind === kind)
  const [dns, notes] = [of('dns'), of('note')]
  const readable = {
    pages: finalPages(of('page')),
    renders: of('render'),
    broken: brokenBodies(captures),
    cut: cutShort(notes),
    late: cutShort(notes, { late: true }),
  }
  const all = await readCaptures(readable, input)
  const marked = markTurnedAway(all.pages, of('link'), finalLinks(of('link')))
  const reading = { ...all, pages: marked.pages }
  const home = viewHome(reading)
  const impostor = findImpostor(site, captures, vantage)
  return {
    vantage: {
      ...{ ipv4: proveFamily(4, site, dns, vantage), ipv6: proveFamily(6, site, dns, vantage) },
      ipv6Names: [...dns, ...vantage].some(givesIpv6),
      ...(impostor === null ? {} : { impostor }),
    },
    dns,
    home,
    links: marked.links,
    census: of('census'),
    columns: await viewColumns(reading, site, home, notes),
    board: viewBoard(reading, site, home),
    annualForm: viewAnnualForm(reading, site, home),
    availability,
    tickets,
    notes,
  }
}

/** Every look at the homepage; of other pages the last look, for it repeats an earlier failure. */
function finalPages(pages: readonly PageCapture[]): PageCapture[] {
  const question = ({ role, url, family, of = '' }: PageCapture) => `${role} ${family} ${url} ${of}`
  return lastLooks(pages, (page) => (page.role === 'home' ? page.id : question(page)))
}

/** The last look at each link; where only that one says for certain that the page is not there, the first look, which may have met the same trouble half-way. */
function finalLinks(all: readonly LinkCapture[]): LinkCapture[] {
  const links = all.filter(({ look }) => look < LAST_LOOK)
  const question = ({ url, family }: LinkCapture) => `${family} ${url}`
  const first = new Map(links.filter(({ look }) => look === 1).map((link) => [question(link), link]))
  return lastLooks(links, question).map((last) => {
    const earlier = first.get(question(last))
    return earlier && readLink(last).kind === 'dead' && readLink(earlier).kind === 'doubt' ? earlier : last
  })
}

/** Of captures that answer the same question the one with the highest look, in the place of the first. */
function lastLooks<C extends PageCapture | LinkCapture>(captures: readonly C[], question: (capture: C) => string): C[] {
  const last = new Map<string, C>()
  for (const capture of captures) {
    const key = question(capture)
    const earlier = last.get(key)
    if (!earlier || earlier.look <= capture.look) last.set(key, capture)
  }
  return [...last.values()]
}
