import { LIVELY } from '../board-pages.ts'
import { bracketed } from '../dates.ts'
import { answerFrom, html } from '../pages.ts'
import { doubted, type Expected, failing, type SitePlan, type World } from '../plan.ts'
import { legacyGbk } from '../platforms/legacy-gbk.ts'
import { buildPortal } from '../portal.ts'

const GONE = '/Special.asp?ID=12'
const FORM = '/UploadFiles/report_tb_9904000001.pdf'

/** No IPv6 at all; says "not found" with status 200; the form is a picture that links to a PDF; the 找错 entry is on the old host. */
export const qingyu: SitePlan = {
  code: '9904000001',
  name: '青屿市人民政府',
  owner: '青屿市人民政府办公室',
  kind: 'city',
  host: 'www.qingyu.example',
  ipv6: 'none',
  nameServers: 'dual',
  manner: 'own system in GBK; IPv4 only; soft 404; annual form as a picture; 找错 on the old host',
  build: (world) => ({ answer: answerFrom(build(world), missing()), truth: () => truth(world) }),
}

function truth(world: World): readonly Expected[] {
  const home = `${world.origin(qingyu.host)}/`
  const form = `${world.origin(qingyu.host)}${FORM}`
  const bare = 'there is no AAAA record'
  const paper = 'the form is a PDF behind a picture'
  return [
    failing('ipv6-address', qingyu.host, bare),
    failing('ipv6-home', home, bare),
    failing('ipv6-links-level-2', qingyu.host, bare),
    failing('ipv6-links-level-3', qingyu.host, bare),
    failing('links-level-2', `${world.origin(qingyu.host)}${GONE}`, 'a page that is gone, answered with 200 and an apology'),
    doubted('annual-form-year', 'unreadable', form, paper),
    doubted('annual-form-date', 'unreadable', form, paper),
    doubted('annual-form-consistency', 'unreadable', form, paper),
    doubted('error-report-entry', 'needs-a-person', home, 'the entry is the script of the old host'),
  ]
}

function build(world: World) {
  const { pages } = buildPortal(qingyu, world, {
    platform: legacyGbk,
    place: '青屿市',
    date: bracketed,
    columns: [
      ['青屿新闻', 'xw', 1, '政务动态', 'news', { newest: 3, count: 8 }],
      ['公告公示', 'gg', 2, '通知公告', 'notice', { newest: 11, count: 8 }],
      ['政府文件', 'wj', 3, '政策文件', 'policy', { newest: 33 }],
      ['政策解读', 'jd', 4, '政策解读', 'interpretation', { newest: 35 }],
      ['人事任免', 'rs', 5, '人事信息', 'personnel', { newest: 150 }],
    ],
    board: { name: '市长信箱', folder: '/szxx/', letters: LIVELY, statistics: 'sentence' },
    form: { path: FORM, link: 'picture' },
    errorReport: 'script-old-host',
    footerLinks: [`<a href="${GONE}">专题专栏</a>`],
  })
  return pages
}

function missing() {
  return html(
    legacyGbk,
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>提示信息</title></head>
<body><p align="center">对不起，您访问的页面不存在或已被删除！</p><p align="center"><a href="/">返回首页</a></p></body></html>`,
  )
}
