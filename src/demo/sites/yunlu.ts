import { allDoubted } from '../doubts.ts'
import type { Conditions, SitePlan, World } from '../plan.ts'
import { answer412 } from '../protection.ts'

/** Behind a protection device: nothing can be said, and nothing may cost points. */
export const yunlu: SitePlan = {
  code: '9906000001',
  name: '云麓市人民政府',
  owner: '云麓市人民政府办公室',
  kind: 'city',
  host: 'www.yunlu.example',
  ipv6: 'serves',
  nameServers: 'dual',
  manner: '412 protection page',
  build: (world) => ({ answer: answer412(), truth: (conditions) => truth(world, conditions) }),
}

function truth(world: World, conditions: Conditions) {
  return allDoubted(`${world.origin(yunlu.host)}/`, 'protection', 'a protection page with status 412 before every page', conditions)
}
