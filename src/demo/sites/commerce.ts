import { LIVELY } from '../board-pages.ts'
import { addressDoubted, allDoubted } from '../doubts.ts'
import { answerFrom, file } from '../pages.ts'
import type { Conditions, SitePlan, World } from '../plan.ts'
import { vsb } from '../platforms/vsb.ts'
import { buildPortal } from '../portal.ts'

/** A sound site whose robots.txt keeps everybody out: without the owner's word it is not looked at. */
export const commerce: SitePlan = {
  code: '9900000015',
  name: '安澜省商务厅',
  owner: '安澜省商务厅',
  kind: 'department',
  host: 'swt.anlan.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: 'VSB; robots.txt disallows everything',
  build: (world) => ({ answer: answerFrom(build(world)), truth: (conditions) => truth(world, conditions) }),
}

function truth(world: World, conditions: Conditions) {
  const home = `${world.origin(commerce.host)}/`
  const doubts = allDoubted(home, 'robots', 'robots.txt disallows everything', conditions)
  return conditions.ipv6 ? [...doubts, addressDoubted(home)] : doubts
}

function build(world: World) {
  const { pages } = buildPortal(commerce, world, {
    platform: vsb,
    place: '安澜省',
    columns: [
      ['商务要闻', 'xwzx/swyw', 3451, '政务动态', 'news', { newest: 1 }],
      ['通知公告', 'xxgk/tzgg', 3452, '通知公告', 'notice', { newest: 5 }],
    ],
    board: { name: '咨询留言', folder: '/hdjl/zxly/', letters: LIVELY, statistics: 'sentence' },
    form: { path: '/xxgk/ndbb.htm', link: 'text' },
    errorReport: 'script',
  })
  return pages.set('/robots.txt', file('text/plain', new TextEncoder().encode('User-agent: *\nDisallow: /\n')))
}
