import type { NoteCapture } from './capture.ts'
import type { HomeView, Lost } from './evidence.ts'
import type { Doubt } from './finding.ts'

/** Why something that is lost cannot be judged; `says` is a clause without its subject. */
interface Loss {
  readonly because: Doubt
  readonly says: string
}

/** A later program may read what this one broke down on, but it is looked at anew for that: what a visit noted is part of its evidence. */
export const LOST = {
  crashed: { because: 'our-failure', says: '读取时检查程序出错' },
  'cut-off': { because: 'our-failure', says: '因检查中途程序出错未检查' },
  'turned-away': { because: 'protection', says: '因检查中途访问受到限制未能读取' },
  unasked: { because: 'no-evidence', says: '因本次检查时间用尽未检查' },
} as const satisfies Record<Lost, Loss>

/** True for what is lost, among the reasons why something was not read. */
export function isLost(unread: string): unread is Lost {
  return Object.hasOwn(LOST, unread)
}

/** How a visit was cut short; null for one that went to its end. `late`: only after its pages had been had, when links and second looks were left. */
export function cutShort(notes: readonly NoteCapture[], { late = false } = {}): 'cut-off' | 'unasked' | null {
  if (notes.some(({ about, reading }) => about === 'crash' && reading === undefined)) return 'cut-off'
  const timeUp = notes.some(({ about, subject, reading }) => about === 'budget' && isUrl(subject) && (late || reading === undefined))
  return timeUp ? 'unasked' : null
}

/** Why what was met nowhere may be there all the same: pages of the visit or parts of its homepage are lost. Null when all that was to be read was. */
export function mayBeLost(home: HomeView, notes: readonly NoteCapture[]): Loss | null {
  if (home.lost) return { because: LOST[home.lost].because, says: `首页部分内容${LOST[home.lost].says}` }
  const cut = cutShort(notes)
  if (cut === 'cut-off') return { because: LOST[cut].because, says: '检查中途程序出错，部分内容未检查' }
  if (cut === 'unasked') return { because: LOST[cut].because, says: '本次检查时间用尽，部分内容未检查' }
  const shut = notes.some(({ about, reading }) => about === 'protection' && reading !== 'link')
  if (shut) return { because: LOST['turned-away'].because, says: '检查中途访问受到限制，部分内容未能读取' }
  const broken = notes.filter(({ about, reading }) => about === 'crash' && reading !== 'link')
  return broken.length > 0 ? { because: LOST.crashed.because, says: `有 ${broken.length} 个页面${LOST.crashed.says}` } : null
}

/** The visit's own time is noted under the homepage; that of the links of one host under the host. */
function isUrl(subject: string): boolean {
  return /^https?:\/\//i.test(subject)
}
