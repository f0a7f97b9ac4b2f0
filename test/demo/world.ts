import type { World } from '../../src/demo/plan.ts'
import type { LocalDate } from '../../src/model/time.ts'

/** A world in which every host listens on one port: enough to build a site without serving it. */
export function worldOn(today: LocalDate): World {
  return { today, origin: (host) => `http://${host}:8000` }
}
