import type { RunView } from '../run-view.ts'
import { wallClock } from './cell.ts'
import type { PrintLook } from './sheet.ts'

/** What stands above and below every printed page of a run's workbook. */
export function printed({ run, program, seal }: RunView, title: string, pagesWide: number): PrintLook {
  const when = wallClock(run.finishedAt ?? run.startedAt)
  const sealed = seal === null ? '未封存' : `封存根值 ${seal.root.slice(0, 16)}`
  return { title, left: `检查批次 ${run.id}`, footer: `${when}　${program}　${sealed}`, pagesWide }
}
