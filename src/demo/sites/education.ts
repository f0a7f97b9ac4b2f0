import { LIVELY } from '../board-pages.ts'
import { answerFrom } from '../pages.ts'
import { type Expected, failing, type SitePlan, type World } from '../plan.ts'
import { provincial } from '../platforms/provincial.ts'
import { buildPortal } from '../portal.ts'

/** No annual form anywhere, policies of last winter, no statistics; SiteIDCode in the meta names is the word null. */
export const education: SitePlan = {
  code: '9900000013',
  name: '安澜省教育厅',
  owner: '安澜省教育厅',
  kind: 'department',
  host: 'jyt.anlan.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: 'provincial platform; no annual form; stale policies; no statistics of the board; SiteIDCode null',
  build: (world) => ({ answer: answerFrom(build(world)), truth: () => truth(world) }),
}

function truth(world: World): readonly Expected[] {
  const at = (path: string) => `${world.origin(education.host)}${path}`
  const policies = at('/jyt/c107303/list.shtml')
  return [
    failing('key-columns', policies, 'policies of ten months ago, in a list that a script fills'),
    failing('policy-column', policies, 'policies of ten months ago, in a list that a script fills'),
    failing('annual-form-home', at('/'), 'there is no form'),
    failing('board-statistics', at('/jyt/c107320/'), 'the board publishes no numbers'),
  ]
}

function build(world: World) {
  const { pages } = buildPortal(education, world, {
    platform: provincial,
    place: '安澜省',
    metaCode: 'null',
    columns: [
      ['教育要闻', 'jyt', 107301, '政务动态', 'news', { newest: 2, count: 8 }],
      ['公告通知', 'jyt', 107302, '通知公告', 'notice', { newest: 10 }],
      ['政策文件', 'jyt', 107303, '政策文件', 'policy', { newest: 300 }],
      ['人事任免', 'jyt', 107304, '人事信息', 'personnel', { newest: 80 }],
    ],
    board: { name: '厅长信箱', folder: '/jyt/c107320/', letters: LIVELY, statistics: 'none' },
    form: { path: '/jyt/c107330/ndbb.shtml', link: 'none' },
    errorReport: 'script',
    footerLinks: [`<a href="${world.origin('fgw.anlan.example')}/">省发展和改革委员会</a>`],
  })
  return pages
}
