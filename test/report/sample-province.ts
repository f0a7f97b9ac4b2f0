import type { OwnerKind } from '../../src/model/site.ts'
import { annual, calendar, crashed, everywhere, ours, person, rendering, robots, suspected, vantage } from './sample-doubts.ts'
import { deadLinks, type Fault, hostile, noBoard, noIpv6, openTickets, staleColumns, staleHome, stalePolicy } from './sample-faults.ts'

export interface SampleSite {
  readonly code: string
  readonly name: string
  readonly home: string
  readonly kind: OwnerKind
  readonly faults: readonly Fault[]
  /** A person has judged the services, so nothing is in doubt there. */
  readonly settled: boolean
  /** Nights of which the history tells. */
  readonly nights: number
  readonly reached: boolean
}

type Given = readonly [slug: string, name: string, nights: number, settled: boolean, faults: (home: string) => readonly Fault[]]

const CITIES: readonly Given[] = [
  ['mingchuan', '明川市人民政府', 12, true, () => []],
  [
    'shidu',
    '石渡市人民政府',
    12,
    false,
    (h) => [...deadLinks(h, [404, 404, 500, '连接被拒绝'], 0.75), stalePolicy(h, 10), ...openTickets(['ZC202511180930101'])],
  ],
  ['wanghe', '望河市人民政府', 2, true, (h) => [...deadLinks(h, [404], 0.33), suspected(h, 0.33)]],
  [
    'baitang',
    '白塘市人民政府',
    12,
    false,
    (h) => [calendar(8.68), ...deadLinks(h, [403], 1.25), ...openTickets(['ZC202511200000001', 'ZC202511200000002', 'ZC202511200000003'])],
  ],
  ['yunlu', '云麓市人民政府', 12, false, (h) => everywhere('city', 'protection', h, '首页被网站防护设备拦截（HTTP 412），未能检查。')],
  ['qingyu', '青屿市人民政府', 1, false, (h) => [...noIpv6(h, 5, 10), rendering(h, 4), annual(h, 10), ...hostile(h)]],
  [
    'liuquan',
    '柳泉市人民政府',
    12,
    false,
    (h) => [
      ...deadLinks(
        h,
        Array.from({ length: 12 }, (_, at) => (at % 3 === 0 ? 500 : 404)),
        0.5,
      ),
      ...staleColumns(h, ['柳泉要闻']),
    ],
  ],
  [
    'shazhou',
    '沙洲市人民政府',
    12,
    true,
    (h) => [staleHome(h), ...staleColumns(h, ['沙洲要闻', '通知公告', '公示公告']), stalePolicy(h, 10), annual(h, 10, false)],
  ],
  ['linxi', '临溪市人民政府', 2, true, (h) => staleColumns(h, ['政务动态'])],
  [
    'hewan',
    '河湾市人民政府',
    12,
    false,
    (h) => [
      ...noIpv6(h, 5, 10),
      ...staleColumns(h, ['要闻', '公告', '部门动态', '县区动态', '公示']),
      stalePolicy(h, 10),
      ...openTickets(['ZC202511210000001', 'ZC202511210000002', 'ZC202511210000003', 'ZC202511210000004', 'ZC202511210000005']),
      annual(h, 10, false),
    ],
  ],
  ['beiping', '北屏市人民政府', 12, true, () => []],
  ['nanqiao', '南桥市人民政府', 1, false, (h) => [vantage(h, 5), robots(h, 8)]],
  ['jinping', '金坪市人民政府', 2, true, (h) => [noBoard(h), ...deadLinks(h, [404, 404], 1.5)]],
  ['songling', '松岭市人民政府', 12, true, (h) => deadLinks(h, ['证书无效'], 2.4)],
]

const DEPARTMENTS: readonly Given[] = [
  ['slt', '安澜省水利厅', 12, true, (h) => deadLinks(h, [404], 0.8)],
  ['fgw', '安澜省发展和改革委员会', 12, true, () => []],
  ['jyt', '安澜省教育厅', 12, false, (h) => [...noIpv6(h, 4, 6), stalePolicy(h, 5), annual(h, 5, false), crashed(h, 4)]],
  ['whlyt', '安澜省文化和旅游厅', 2, true, (h) => [noBoard(h), suspected(h, 0.5)]],
  ['scjgj', '安澜省市场监督管理局', 12, false, (h) => [staleHome(h), ...staleColumns(h, ['工作动态']), ours(h, 10)]],
  ['czt', '安澜省财政厅', 2, false, (h) => [person(h, 4)]],
  ['swt', '安澜省商务厅', 1, false, (h) => everywhere('department', 'no-evidence', h, '未采集到该网站的证据。')],
  ['tyj', '安澜省体育局', 1, false, (h) => everywhere('department', 'blame-unclear', h, '首页经 3 次访问均没有应答，责任不明。')],
]
const NEVER_REACHED = ['swt', 'tyj']

/** An invented province: 14 cities and 8 departments, two of which were never reached. */
export const PROVINCE: readonly SampleSite[] = [
  ...CITIES.map((given, index) => siteOf('city', `99${String(index + 1).padStart(2, '0')}000001`, given)),
  ...DEPARTMENTS.map((given, index) => siteOf('department', `bm990000${String(index + 1).padStart(2, '0')}`, given)),
]

function siteOf(kind: OwnerKind, code: string, [slug, name, nights, settled, faults]: Given): SampleSite {
  const home = `http://www.${slug}.example/`
  return { code, name, home, kind, faults: faults(home), settled, nights, reached: !NEVER_REACHED.includes(slug) }
}
