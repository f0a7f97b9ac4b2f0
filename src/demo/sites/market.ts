import { SOUND_NUMBERS } from '../annual-form.ts'
import { answerFrom, html } from '../pages.ts'
import { type Asked, type Conditions, doubted, type Expected, failing, type Pages, type SitePlan, type World } from '../plan.ts'
import { hanweb } from '../platforms/hanweb.ts'
import { buildPortal } from '../portal.ts'

const FORM = '/col/col2090/index.html'
const V4_ONLY_PAGE = '/col/col2002/fj/2.html'

/** Over IPv6 another homepage is served, and one page is missing; no board; the annual form is of the year before and does not add up. */
export const market: SitePlan = {
  code: '9900000018',
  name: '安澜省市场监督管理局',
  owner: '安澜省市场监督管理局',
  kind: 'department',
  host: 'scjg.anlan.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: 'hanweb; no message board; other content over IPv6; annual form of the wrong year and inconsistent',
  build: (world) => ({ answer: byFamily(build(world)), truth: (conditions) => truth(world, conditions) }),
}

function truth(world: World, { ipv6 }: Conditions): readonly Expected[] {
  const at = (path: string) => `${world.origin(market.host)}${path}`
  const home = at('/')
  const none = 'there is no board'
  return [
    ...(ipv6
      ? [
          doubted('ipv6-same-content', 'needs-a-person', home, 'over IPv6 a placeholder is served'),
          failing('ipv6-links-level-3', at(V4_ONLY_PAGE), 'a page that is missing over IPv6 only'),
        ]
      : []),
    failing('message-board', home, none),
    doubted('board-answers', 'no-evidence', home, none),
    doubted('board-statistics', 'no-evidence', home, none),
    doubted('board-unanswered', 'no-evidence', home, none),
    failing('annual-form-year', at(FORM), 'the form of the year before the one that is due'),
    failing('annual-form-consistency', at(FORM), 'more letters closed than received'),
  ]
}

function build(world: World): Pages {
  const { pages } = buildPortal(market, world, {
    platform: hanweb,
    place: '安澜省',
    columns: [
      ['工作动态', 'xw', 2001, '政务动态', 'news', { newest: 1, count: 8 }],
      ['通知公告', 'gg', 2002, '通知公告', 'notice', { newest: 7 }],
      ['政策文件', 'wj', 2003, '政策文件', 'policy', { newest: 66 }],
      ['人事信息', 'rs', 2004, '人事信息', 'personnel', { newest: 130 }],
    ],
    form: { path: FORM, link: 'text', yearsBack: 1, numbers: { ...SOUND_NUMBERS, received: 120, finished: 131, public: 100 } },
    errorReport: 'script',
    footerLinks: ['<a href="/col/col2002/fj/1.html">办事指南</a>'],
    extra: [
      { path: '/col/col2002/fj/1.html', title: '办事指南', main: `<h1>办事指南</h1><p><a href="${V4_ONLY_PAGE}">食品经营许可</a></p>` },
      { path: V4_ONLY_PAGE, title: '食品经营许可', main: '<h1>食品经营许可</h1><p>申请人应当向经营所在地市场监督管理部门提出申请。</p>' },
    ],
  })
  return pages
}

function byFamily(pages: Pages) {
  const answer = answerFrom(pages)
  const placeholder = html(
    { charset: 'utf-8' },
    `<html><head><meta charset="utf-8"><title>欢迎访问</title></head><body><center><table><tr><td><h1>网站升级改版中</h1><p>新版网站即将上线，敬请关注。</p></td></tr></table></center></body></html>`,
  )
  return ({ target, family }: Asked) => {
    if (family === 6 && target === '/') return placeholder
    if (family === 6 && target === V4_ONLY_PAGE) return answer({ target: '/missing', family })
    return answer({ target, family })
  }
}
