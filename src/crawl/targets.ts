import { normalise } from '../extract/links.ts'
import type { PageLeads, PageLink } from '../model/page.ts'
import { placeKey } from './place-key.ts'

/** A distinct link that is tested. */
export interface Target {
  readonly url: string
  /** The page at which a visitor meets it first. */
  readonly foundOn: string
  readonly text: string
  readonly level: 2 | 3
  readonly sameSite: boolean
  readonly kind: 'page' | 'attachment' | 'image'
}

/** Markup that fetches, rather than leads: no visitor follows it. */
const NO_LINK: ReadonlySet<PageLink['from']> = new Set<PageLink['from']>(['script', 'css'])
const IMAGE = /\.(?:jpe?g|png|gif|bmp|webp|svg|ico|tiff?)$/i
const ATTACHMENT =
  /\.(?:pdf|docx?|wps|xlsx?|et|pptx?|dps|txt|csv|rtf|ofd|ceb|zip|rar|7z|gz|tar|exe|apk|mp3|mp4|wmv|wma|avi|flv|mov|m3u8|swf|xml|json|js|css)$/i

/** The distinct links of a page whose places were not met before, in the order of the page; each is met by this. `met` holds `placeKey`s. */
export function collectTargets(
  facts: PageLeads,
  at: { readonly foundOn: string; readonly level: 2 | 3; readonly own: (url: string) => boolean; readonly met: Set<string> },
): Target[] {
  const links = [
    ...facts.links.filter((link) => !NO_LINK.has(link.from)),
    ...facts.list.map(({ url, title }) => ({ url, text: title, from: 'a' as const })),
  ]
  const found = new Map<string, Target>()
  for (const link of links) {
    const url = normalise(link.url)
    if (url === undefined) continue
    const place = placeKey(url)
    const earlier = found.get(place)
    if (earlier) {
      if (earlier.text === '' && link.text !== '') found.set(place, { ...earlier, text: link.text })
    } else if (!at.met.has(place)) {
      at.met.add(place)
      found.set(place, { url, foundOn: at.foundOn, text: link.text, level: at.level, sameSite: at.own(url), kind: kindOf(url, link.from) })
    }
  }
  return [...found.values()]
}

/** What a URL promises to be, by its name. */
export function kindOf(url: string, from: PageLink['from'] = 'a'): Target['kind'] {
  const { pathname } = new URL(url)
  if (from === 'img' || IMAGE.test(pathname)) return 'image'
  return ATTACHMENT.test(pathname) ? 'attachment' : 'page'
}
