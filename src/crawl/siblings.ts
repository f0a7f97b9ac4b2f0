import { sameAnswer } from '../extract/quality.ts'
import type { Family } from '../model/capture.ts'
import type { PageFacts } from '../model/page.ts'
import type { Desk, Page } from './desk.ts'
import { standing } from './home.ts'
import type { Target } from './targets.ts'
import { endOf, type Tour } from './tour.ts'

/** Not more random names than this are asked on one visit, those that stand for the most links first. */
const MOST_SIBLINGS = 40

/** How the site says "not there" although its status says 200. */
export interface Siblings {
  /** Asks a random name for every folder and extension of these links that has none yet. */
  learn(targets: readonly Target[]): Promise<void>
  /** Whether `denies` wants to see what stands in a page of this URL: only where the site has answered a random name with a page. */
  compares(url: string): boolean
  /** True when the page is what the site answers to names that do not exist. */
  denies(answer: Answer): boolean
}

interface Answer {
  readonly url: string
  readonly finalUrl: string
  readonly facts: PageFacts | null
}

export function createSiblings(tour: Tour): Siblings {
  const { desk } = tour
  const families = new Set<string>()
  const denials: Denial[] = []
  return {
    async learn(targets) {
      const wanted = plan(targets.filter((target) => target.sameSite && target.kind === 'page' && !tour.isHome(target.url)))
      const fresh = wanted.filter(({ family }) => !families.has(family)).slice(0, MOST_SIBLINGS - families.size)
      for (const { family } of fresh) families.add(family)
      const answers = await desk.each('siblings', fresh, ({ family, like }) => ask(desk, family, like, tour.home.family))
      for (const page of answers) {
        const denial = page && (await denialOf(tour, page))
        if (denial) denials.push(denial)
      }
    },
    compares: (url) => denials.some((denial) => !isElsewhere(denial) && hostOf(denial) === new URL(url).host),
    denies: (answer) => !tour.isHome(answer.url) && denials.some((denial) => isSame(denial, answer, denials)),
  }
}

/** Host, first folder and extension: what one program of the site answers for. Most links first. */
function plan(targets: readonly Target[]): { readonly family: string; readonly like: string }[] {
  const groups = [...Map.groupBy(targets, ({ url }) => familyOf(url))]
  return groups
    .map(([family, members]) => ({ family, size: members.length, like: members.map(({ url }) => url).sort()[0] ?? '' }))
    .sort((a, b) => b.size - a.size || (a.family < b.family ? -1 : 1))
}

function familyOf(url: string): string {
  const { host, pathname } = new URL(url)
  const folders = pathname.split('/').slice(1, -1)
  return `${host}/${folders[0] ?? ''}|${extensionOf(pathname)}`
}

function extensionOf(pathname: string): string {
  const name = pathname.slice(pathname.lastIndexOf('/') + 1)
  return name === '' ? '/' : name.slice(name.includes('.') ? name.lastIndexOf('.') : name.length)
}

function ask(desk: Desk, name: string, like: string, family: Family): Promise<Page | undefined> {
  const url = new URL(like)
  const extension = extensionOf(url.pathname)
  const folder =
    extension === '/' ? url.pathname.replace(/(?<![^/])[^/]*\/$/, '') : url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1)
  const random = desk.rank(`sibling|${name}`).slice(0, 16)
  const { href } = new URL(`${folder === '' ? '/' : folder}${random}${extension}`, url)
  return desk.page({ role: 'sibling', url: href, family, of: like, maxBytes: desk.deps.config.settings.limits.linkBodyBytes })
}

/** A random name that was answered as if it were there, with what the answer says. */
interface Denial extends Page {
  readonly said: PageFacts | null
}

/** A shell that a script fills, or the homepage itself under any name, tells nothing about a page that looks the same. */
async function denialOf(tour: Tour, page: Page): Promise<Denial | null> {
  const { outcome } = page.capture
  if (outcome.kind === 'failed' || outcome.status >= 400 || standing(page) === 'blocked') return null
  if (!page.facts || page.facts.quality === 'needs-rendering') return null
  const said = await tour.desk.whole(page.capture)
  const home = isElsewhere(page) ? null : await tour.desk.whole(tour.home.page.capture)
  return home !== null && said !== null && sameAnswer(home, said) ? null : { ...page, said }
}

/** True when the random name was answered by sending the visitor to another place. */
function isElsewhere(page: Page): boolean {
  return endOf(page) !== page.capture.url
}

function isSame(denial: Denial, answer: Answer, denials: readonly Denial[]): boolean {
  if (hostOf(denial) !== new URL(answer.url).host) return false
  if (isElsewhere(denial)) {
    return answer.finalUrl === endOf(denial) && answer.url !== answer.finalUrl && !isVariant(answer.url, answer.finalUrl)
  }
  if (isIndex(answer.url) && !isCorroborated(denial, denials)) return false
  return answer.facts !== null && denial.said !== null && sameAnswer(answer.facts, denial.said)
}

/** True when names that do not exist are answered alike in another folder too: then it is no folder's own front page. */
function isCorroborated(denial: Denial, denials: readonly Denial[]): boolean {
  return denials.some(
    (other) =>
      other !== denial &&
      hostOf(other) === hostOf(denial) &&
      other.said !== null &&
      denial.said !== null &&
      sameAnswer(other.said, denial.said),
  )
}

function hostOf(page: Page): string {
  return new URL(page.capture.url).host
}

/** The same place under another scheme or spelling of its host is no denial. */
function isVariant(a: string, b: string): boolean {
  const [one, other] = [new URL(a), new URL(b)]
  return one.pathname === other.pathname && one.search === other.search
}

/** A folder's own front page may well be what the server shows for unknown names in it. */
function isIndex(url: string): boolean {
  return /\/(?:(?:index|default)\.[a-z]{2,6})?$/i.test(new URL(url).pathname)
}
