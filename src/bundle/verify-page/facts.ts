import type { Report } from './check-bundle.ts'
import { isObject } from './is-object.ts'

export interface Fact {
  readonly label: string
  readonly value: string
}

const BEIJING = 8 * 3_600_000

/** Who made the bundle, when and of what, as it says itself; empty when nothing could be read. */
export function factsOf({ info, seals }: Report): Fact[] {
  if (info.size === 0) return []
  const run = isObject(seals?.night['run']) ? seals.night['run'] : {}
  return [
    { label: '导出单位', value: info.get('source-organization') ?? '未载明' },
    { label: '批次', value: asText(run['id']) ?? info.get('external-identifier') ?? '未载明' },
    { label: '检查时间（北京时间）', value: `${momentOf(run['startedAt'])} 至 ${momentOf(run['finishedAt'])}` },
    { label: '封存时间（北京时间）', value: momentOf(seals?.night['sealedAt']) },
    { label: '时间戳', value: stampOf(seals) },
    { label: '包内网站', value: sitesOf(seals) },
    { label: '导出程序', value: info.get('bag-software-agent') ?? '未载明' },
  ]
}

function sitesOf(seals: Report['seals']): string {
  const codes = [...(seals?.sites.keys() ?? [])]
  const shown = codes.slice(0, 5).join('、')
  return codes.length > 5 ? `${codes.length} 个（${shown} 等）` : `${codes.length} 个${codes.length > 0 ? `（${shown}）` : ''}`
}

function stampOf(seals: Report['seals']): string {
  const stamp = seals?.stamp ?? 'none'
  if (stamp === 'none') return '未加盖时间戳'
  if (stamp === 'foreign') return '所附时间戳与这份封存无关'
  return `附有时间戳，自称于北京时间 ${momentOf(stamp.at)} 加盖（本页不核验时间戳机构的签名，办法见 README.txt）`
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A moment in Beijing time, as officials write it. */
function momentOf(value: unknown): string {
  const moment = new Date(typeof value === 'string' ? Date.parse(value) + BEIJING : Number.NaN)
  if (Number.isNaN(moment.getTime())) return '未载明'
  const [day = '', time = ''] = moment.toISOString().split('T')
  const [year = '', month = '', date = ''] = day.split('-')
  return `${Number(year)} 年 ${Number(month)} 月 ${Number(date)} 日 ${time.slice(0, 8)}`
}
