import { allDoubted } from '../doubts.ts'
import type { Conditions, SitePlan, World } from '../plan.ts'
import { answer521 } from '../protection.ts'

/** Behind a protection device: nothing can be said, and nothing may cost points. */
export const finance: SitePlan = {
  code: '9900000012',
  name: '安澜省财政厅',
  owner: '安澜省财政厅',
  kind: 'department',
  host: 'czt.anlan.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: '521 protection page',
  build: (world) => ({ answer: answer521(), truth: (conditions) => truth(world, conditions) }),
}

function truth(world: World, conditions: Conditions) {
  return allDoubted(`${world.origin(finance.host)}/`, 'protection', 'a protection page with status 521 before every page', conditions)
}
