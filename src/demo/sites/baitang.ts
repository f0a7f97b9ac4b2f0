import type { LetterDays } from '../board-pages.ts'
import { answerFrom } from '../pages.ts'
import { type Asked, doubted, type Expected, failing, type Pages, type SitePlan, type World } from '../plan.ts'
import { jeecms } from '../platforms/jeecms.ts'
import { buildPortal } from '../portal.ts'

const THINKS_MS = 900
/** Longer than the deadline of the demo's settings. */
const HANGS_MS = 9000
const HANGING_ID = '1465006'

/** The newest answer is four months old; all pages are slow, and one never comes in time. */
export const baitang: SitePlan = {
  code: '9908000001',
  name: '白塘市人民政府',
  owner: '白塘市人民政府办公室',
  kind: 'city',
  host: 'www.baitang.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: 'jeecms; every page takes a second, one exceeds the deadline; old answers on the board',
  build: (world) => ({ answer: slowly(build(world)), truth: () => truth(world) }),
}

const OLD: LetterDays = [
  [1, null],
  [3, null],
  [135, 128],
  [150, 144],
  [170, 166],
]

function truth(world: World): readonly Expected[] {
  const at = (path: string) => `${world.origin(baitang.host)}${path}`
  return [
    doubted('links-level-3', 'suspected', at(`/btyw/10129429701${HANGING_ID}79.html`), 'an article that takes longer than the deadline'),
    failing('board-answers', at('/hdjl/wzxx/'), 'the newest answer is four months old'),
  ]
}

function build(world: World): Pages {
  const { pages } = buildPortal(baitang, world, {
    platform: jeecms,
    place: '白塘市',
    columns: [
      ['白塘要闻', 'btyw', 65, '政务动态', 'news', { newest: 1, count: 7 }],
      ['通知公告', 'tzgg', 66, '通知公告', 'notice', { newest: 9, count: 5 }],
      ['政策文件', 'zcwj', 67, '政策文件', 'policy', { newest: 45, count: 5 }],
      ['规划计划', 'ghjh', 68, '规划计划', 'planning', { newest: 200, count: 4 }],
    ],
    board: { name: '问政留言', folder: '/hdjl/wzxx/', letters: OLD, statistics: 'sentence' },
    form: { path: '/zwgk/wzgzndbb.html', link: 'short' },
    errorReport: 'link',
  })
  return pages
}

function slowly(pages: Pages) {
  const answer = answerFrom(pages)
  return (asked: Asked) => {
    const given = answer(asked)
    if (asked.target.includes(HANGING_ID)) return { ...given, delayMs: HANGS_MS }
    return given.type.startsWith('text/html') ? { ...given, delayMs: THINKS_MS } : given
  }
}
