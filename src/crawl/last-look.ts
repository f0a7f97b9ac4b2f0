import type { Family, LinkCapture, PageCapture, PageRole } from '../model/capture.ts'
import { FAILURES } from '../model/failure.ts'
import { folderOf, LAST_LOOK, type Manner, mannerOf } from '../model/turned-away.ts'
import { standing } from './home.ts'
import { testLink } from './link.ts'
import type { Siblings } from './siblings.ts'
import type { Tour } from './tour.ts'

/** So many links of a folder must be refused, after others of it were not, before it is asked again. */
const LEAST_OF_A_FOLDER = 3
/** Of so many folders at most. */
const MOST_FOLDERS = 5
/** Roles that are no content of the site, or that have looks of their own. */
const APART: ReadonlySet<PageRole> = new Set<PageRole>(['robots', 'home', 'sibling'])

type Own = PageCapture | LinkCapture

/** The final look at something of the site itself, and in which way nothing was had of it. */
interface Seen {
  readonly capture: Own
  readonly manner: Manner | null
}

/**
 * Where something of the site could not be had, asks once more for what was: its homepage, and of a folder that began to refuse us one page. When that fails in
 * the same manner, who failed is in doubt: somebody began to turn us away. A visit that had everything asks for nothing.
 */
export async function takeLastLooks(tour: Tour, siblings: Siblings): Promise<void> {
  const seen = await finalLooks(tour)
  const shut: { readonly family: Family; readonly says: string }[] = []
  const lost = new Set<Seen>()
  for (const family of familiesThatWereWell(tour)) {
    const mine = seen.filter(({ capture }) => capture.family === family)
    if (mine.every(({ manner }) => manner === null)) continue
    const home = await tour.desk.page({ role: 'home', url: tour.desk.site.home, family, level: 1, look: LAST_LOOK })
    const manner = home ? mannerOf(home.capture.outcome, home.facts?.quality) : null
    if (!home || manner === null) {
      await lookAtFolders(tour, siblings, mine)
      continue
    }
    for (const one of mine) if (one.manner === manner) lost.add(one)
    shut.push({ family, says: saysOf(home.capture.outcome) })
  }
  if (lost.size === 0) return
  const said = shut.map(({ family, says }) => `通过 IPv${family} ${says}`).join('，')
  const detail = `首页此前访问正常，检查结束前再次访问时${said}；同样情况的 ${lost.size} 次访问可能是检查中途受到限制，不作为网站问题认定`
  await tour.desk.note('protection', tour.desk.site.home, detail, ...linksAlone([...lost]))
}

/** The final look at each page and link of the site. */
async function finalLooks({ desk, own }: Tour): Promise<Seen[]> {
  const last = new Map<string, Own>()
  for (const capture of desk.taken()) {
    if (capture.kind === 'link' ? !capture.sameSite : capture.kind !== 'page' || APART.has(capture.role) || !own(capture.url)) continue
    if (capture.kind !== 'link' && capture.kind !== 'page') continue
    const key = `${capture.kind} ${capture.kind === 'page' ? capture.role : ''} ${capture.family} ${capture.url}`
    if ((last.get(key)?.look ?? 0) < capture.look && capture.look < LAST_LOOK) last.set(key, capture)
  }
  return Promise.all(
    [...last.values()].map(async (capture) => {
      const quality = capture.kind === 'link' ? capture.quality : await desk.quality(capture)
      return { capture, manner: mannerOf(capture.outcome, quality) }
    }),
  )
}

function familiesThatWereWell({ home }: Tour): Family[] {
  return ([4, 6] as const).filter((family) => home.looks.some((look) => look.capture.family === family && standing(look) === 'usable'))
}

/** Folders of which nothing was had any more from some moment on, while it was before: one that answered then is asked again. */
async function lookAtFolders(tour: Tour, siblings: Siblings, seen: readonly Seen[]): Promise<void> {
  const folders = [...Map.groupBy(seen, ({ capture }) => folderOf(capture.url))].flatMap(([folder, members]) => {
    const refused = members.filter(({ manner }) => manner === 'refused')
    const known = lastBefore(members, refused)
    return known && refused.length >= LEAST_OF_A_FOLDER ? [{ folder, refused, known }] : []
  })
  for (const { folder, refused, known } of folders.slice(0, MOST_FOLDERS)) {
    const again = await testLink(tour, siblings, { target: known, family: known.family, look: LAST_LOOK })
    if (!again || mannerOf(again.outcome, again.quality) !== 'refused') continue
    const detail = `链接 ${known.url} 此前访问正常，检查结束前再次访问时${saysOf(again.outcome)}；同一目录 ${refused.length} 次访问可能是检查中途受到限制，不作为网站问题认定`
    await tour.desk.note('protection', folder, detail, ...linksAlone(refused))
  }
}

/** The last link that answered, where all did so before the first refusal. */
function lastBefore(members: readonly Seen[], refused: readonly Seen[]): LinkCapture | undefined {
  const first = refused.map(({ capture }) => capture.takenAt).sort()[0]
  const well = members.filter(({ manner }) => manner === null).map(({ capture }) => capture)
  if (first === undefined || well.some(({ takenAt }) => takenAt > first)) return undefined
  return well.filter((capture) => capture.kind === 'link').sort((a, b) => (a.takenAt < b.takenAt ? 1 : -1))[0]
}

function linksAlone(lost: readonly Seen[]): ['link'] | [] {
  return lost.every(({ capture }) => capture.kind === 'link') ? ['link'] : []
}

function saysOf(outcome: Own['outcome']): string {
  return outcome.kind === 'failed' ? FAILURES[outcome.failure].says : `返回 HTTP ${outcome.status}`
}
