import { LIVELY } from '../board-pages.ts'
import { dashed } from '../dates.ts'
import { answerFrom, file } from '../pages.ts'
import { doubted, type Expected, type SitePlan, type World } from '../plan.ts'
import { jeecms } from '../platforms/jeecms.ts'
import { buildPortal } from '../portal.ts'

const FORM = '/u/cms/www/wzgzndbb.pdf'
const REPORT = '/u/cms/www/工作总结 上半年.doc'

/** Links of every odd form, none of them dead; dates only on the articles; the annual form is a PDF. */
export const sports: SitePlan = {
  code: '9900000016',
  name: '安澜省体育局',
  owner: '安澜省体育局',
  kind: 'department',
  host: 'tyj.anlan.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: 'jeecms; odd links, all of them sound; no dates in the lists; annual form as a PDF',
  build: (world) => ({ answer: answerFrom(build(world)), truth: () => truth(world) }),
}

function truth(world: World): readonly Expected[] {
  const form = `${world.origin(sports.host)}${FORM}`
  const paper = 'the form is a PDF'
  return [
    doubted('home-freshness', 'unreadable', `${world.origin(sports.host)}/`, 'no row of the homepage shows a date'),
    doubted('annual-form-date', 'unreadable', form, paper),
    doubted('annual-form-consistency', 'unreadable', form, paper),
  ]
}

/** Forms of href that programs trip over. What stands in a comment or in a script's string is no link. */
function oddLinks(world: World): string {
  const host = world.origin(sports.host).slice('http:'.length)
  return `<div class="odd"><a href="">空链接</a><a href="#">回到顶部</a><a name="top"></a><a href="javascript:void(0)">设为主页</a>
<a href="mailto:tyj@anlan.example">电子邮件</a><a href="tel:0900-8000016">电话</a>
<a href="  /tydt/index.html
 ">体育动态</a><A HREF=/tzgg/index.html>通知公告</A><a href="HTTP:${host}/zcwj/index.html">政策文件</a><a href='${host}/tydt/index.html'>要闻</a>
<a href="/search.jspx?q=a&amp;channel=1">搜索</a><a href="${REPORT}">上半年工作总结</a><a href="./tzgg/../tzgg/index.html?from=home#list">公告</a>
<!-- <a href="/old/banner.html">旧专题</a> -->
<script>var hidden = '<a href="/old/popup.html">弹窗</a>';</script></div>`
}

function build(world: World) {
  const { pages } = buildPortal(sports, world, {
    platform: jeecms,
    place: '安澜省',
    date: dashed,
    columns: [
      ['体育动态', 'tydt', 81, '政务动态', 'news', { newest: 2 }],
      ['通知公告', 'tzgg', 82, '通知公告', 'notice', { newest: 6 }],
      ['政策文件', 'zcwj', 83, '政策文件', 'policy', { newest: 70, count: 4 }],
    ],
    change: (columns) => columns.map((column) => ({ ...column, listed: () => '' })),
    board: { name: '在线咨询', folder: '/hdjl/zxzx/', letters: LIVELY, statistics: 'sentence' },
    form: { path: FORM, link: 'pdf' },
    errorReport: 'link',
    homeExtra: oddLinks(world),
    extra: [{ path: '/search.jspx?q=a&channel=1', title: '搜索', main: '<p>共找到 0 条结果</p>' }],
  })
  return pages.set(encodeURI(REPORT), file('application/msword', new TextEncoder().encode('安澜省体育局上半年工作总结')))
}
