import { DOUBTS, type Doubt } from '../model/finding.ts'

/** A doubt as documents tell it. */
export interface DoubtView {
  readonly label: string
  readonly remedy: string
}

/** What comes of each doubt and who sees to it: documents go to the owners of the sites, who run no program. What its operator does, `DOUBTS` says. */
const REMEDIES: Readonly<Record<Doubt, string>> = {
  'no-evidence': '由检查方重新检查该网站',
  'our-failure': '由检查方排除自身故障后重新检查',
  'no-ipv6-here': '由检查方恢复检查点的 IPv6 网络后重新检查',
  'blame-unclear': '由检查方换一个检查点复核，或者请网站主办单位说明情况',
  'suspected': '由检查人员复核后认定',
  'protection': '请网站主办单位放行检查点的地址和用户代理标识，由检查方重新检查',
  'robots': '请网站主办单位书面授权检查，或者调整 robots.txt，由检查方重新检查',
  'unreadable': '由检查人员查看该页面后认定',
  'needs-rendering': '由检查方用浏览器打开该页面重新检查',
  'needs-a-person': '由检查人员查看后认定',
  'calendar-unknown': '放假安排公布后，由检查方据以重新评判',
  'check-crashed': '由检查方修复检查程序后，用已留存的证据重新评判',
}

/** Name and remedy of a doubt for the readers of documents. */
export function doubtView(because: Doubt): DoubtView {
  return { label: DOUBTS[because].label, remedy: REMEDIES[because] }
}
