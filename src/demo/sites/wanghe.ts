import { LIVELY } from '../board-pages.ts'
import { bracketed, monthAndDay } from '../dates.ts'
import { answerFrom } from '../pages.ts'
import { failing, type SitePlan, type World } from '../plan.ts'
import { hanweb } from '../platforms/hanweb.ts'
import { buildPortal } from '../portal.ts'

const DEAD_PICTURE = '/images/zhuanti/mzgl.jpg'
const DEAD_ATTACHMENT = '/attach/0/fujian1.doc'
const DEAD_PAGE = '/art/2019/5/6/art_15866_8811.html'
const GUIDE = '/art/2021/3/2/art_15880_1.html'

/** Three certain dead links: one on the homepage, two a level below. */
export const wanghe: SitePlan = {
  code: '9902000001',
  name: '望河市人民政府',
  owner: '望河市人民政府办公室',
  kind: 'city',
  host: 'www.wanghe.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: 'hanweb jpage; dead links at both levels; dates without a year; statistics as a table',
  build: (world) => ({ answer: answerFrom(build(world)), truth: () => truth(world) }),
}

function truth(world: World) {
  const at = (path: string) => `${world.origin(wanghe.host)}${path}`
  return [
    failing('links-level-2', at(DEAD_PICTURE), 'a picture on the homepage that is gone'),
    failing('links-level-3', at(DEAD_ATTACHMENT), 'an attachment of the rules of the board that is gone'),
    failing('links-level-3', at(DEAD_PAGE), 'a link to an article that was taken away'),
  ]
}

function build(world: World) {
  const { pages } = buildPortal(wanghe, world, {
    platform: hanweb,
    place: '望河市',
    date: bracketed,
    columns: [
      ['望河要闻', 'xw', 15863, '政务动态', 'news', { newest: 1, count: 12 }],
      ['县区动态', 'xq', 15864, '政务动态', 'news', { newest: 2, count: 8 }],
      ['公示公告', 'gg', 15865, '通知公告', 'notice', { newest: 5, count: 8 }],
      ['政府文件', 'wj', 15866, '政策文件', 'policy', { newest: 20 }],
      ['政策解读', 'jd', 15867, '政策解读', 'interpretation', { newest: 22 }],
      ['人事任免', 'rs', 15868, '人事信息', 'personnel', { newest: 90 }],
    ],
    change: (columns) => columns.map((column) => (column.name === '县区动态' ? { ...column, listed: monthAndDay } : column)),
    board: { name: '领导信箱', folder: '/col/col15880/', letters: LIVELY, statistics: 'table' },
    form: { path: '/col/col15890/index.html', link: 'text', filledOn: '01-20' },
    errorReport: 'script',
    footerLinks: [`<a href="${GUIDE}">写信须知</a>`],
    homeExtra: `<div class="zt"><a href="/col/col15863/index.html"><img src="${DEAD_PICTURE}" alt="民族团结专题"></a></div>`,
    extra: [
      {
        path: GUIDE,
        title: '写信须知',
        main: `<h1>写信须知</h1><p>来信请写明事项。附件：<a href="${DEAD_ATTACHMENT}">写信须知.doc</a>，参见<a href="${DEAD_PAGE}">信件办理规定</a>。</p>`,
      },
    ],
  })
  return pages
}
