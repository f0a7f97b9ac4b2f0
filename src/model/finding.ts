import type { CaptureId } from './capture.ts'
import type { SiteCode } from './site.ts'

export type Verdict = Finding['verdict']

/** What a check says about one subject: a URL, a column, a ticket. Only evidence can accuse or acquit. */
export type Finding =
  | (Statement & { readonly verdict: 'pass' | 'fail'; readonly evidence: NonEmpty<CaptureId> })
  | (Statement & { readonly verdict: 'inconclusive'; readonly because: Doubt; readonly evidence?: readonly CaptureId[] })
  | (Statement & { readonly verdict: 'not-applicable'; readonly evidence?: readonly CaptureId[] })

interface Statement {
  readonly subject: string
  /** One sentence for the evaluator, in Chinese. */
  readonly says: string
  readonly measured?: Measured
  /** How many alike subjects this finding stands for (the working links of a level); 1 when absent. */
  readonly stands?: number
}

export interface Measured {
  readonly value: number
  readonly unit: 'day' | 'working-day' | 'count' | 'ratio' | 'millisecond'
  readonly threshold?: number
}

/** Why nothing can be concluded. Each has its own remedy, so each has its own name. */
export const DOUBTS = {
  'no-evidence': { label: '未采集到证据', remedy: '重新检查该网站' },
  'our-failure': { label: '检查方自身故障', remedy: '排除本机故障后重新检查' },
  'no-ipv6-here': { label: '检查点的 IPv6 网络未得到证实', remedy: '修复检查点的 IPv6 线路后重新检查' },
  'blame-unclear': { label: '无应答，责任不明', remedy: '换一个检查点复核，或请网站主办单位说明' },
  'suspected': { label: '疑似问题，有待复核', remedy: '人工复核该链接' },
  'protection': { label: '被网站防护设备拦截', remedy: '请网站主办单位放行检查点地址和用户代理标识' },
  'robots': { label: 'robots.txt 不允许检查', remedy: '请主办单位书面授权并在登记册中注明，或调整 robots.txt' },
  'unreadable': { label: '页面内容无法识别', remedy: '人工查看该页面' },
  'needs-rendering': { label: '内容由脚本生成，未能渲染', remedy: '检查浏览器是否可用（govsite doctor），再重新检查' },
  'needs-a-person': { label: '需要人工判断', remedy: '由检查人员查看后认定' },
  'calendar-unknown': { label: '该年度放假安排尚未公布', remedy: '在 config/calendar.yaml 中补充放假安排后重新评判' },
  'check-crashed': { label: '检查程序出错', remedy: '将日志交给维护人员，修复后用已存证据重新评判' },
} as const satisfies Record<string, { label: string; remedy: string }>

export type Doubt = keyof typeof DOUBTS

/** A finding as stored: stamped by the auditor, never by the check. */
export type RecordedFinding = Finding & { readonly site: SiteCode; readonly check: string }

export type NonEmpty<T> = readonly [T, ...T[]]

/** The list as non-empty, or `undefined`: the way from "some captures" to evidence. */
export function nonEmpty<T>(items: readonly T[]): NonEmpty<T> | undefined {
  const [first, ...rest] = items
  return first === undefined ? undefined : [first, ...rest]
}
