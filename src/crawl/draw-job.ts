import type { Settings } from '../model/settings.ts'
import type { Net, Renderer } from './look.ts'
import type { ForwardProxy } from './proxy.ts'

/** One page that is to be drawn, and what it is drawn with. */
export interface DrawJob {
  readonly request: Parameters<Renderer['render']>[0]
  readonly proxy: ForwardProxy
  readonly net: Net
  readonly secret: string
  readonly settings: Settings
}
