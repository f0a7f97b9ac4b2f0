import type { LocalDate } from '../model/time.ts'
import type { Identity } from './content.ts'
import { chinese } from './dates.ts'

/** The amounts of a form that the plants turn; the rest is the same for all. */
export interface FormNumbers {
  readonly published: number
  readonly overview: number
  readonly news: number
  readonly catalogue: number
  readonly received: number
  readonly finished: number
  readonly public: number
}

export const SOUND_NUMBERS: FormNumbers = {
  published: 1286,
  overview: 36,
  news: 842,
  catalogue: 408,
  received: 215,
  finished: 213,
  public: 198,
}

type Rows = readonly (readonly [label: string, value: string | number])[]
type Group = readonly [title: string, rows: Rows]

const YES = '■是　□否'

const PUBLISHING = (numbers: FormNumbers): Group => [
  '信息发布（单位：条）',
  [
    ['总数', numbers.published],
    ['概况类信息更新量', numbers.overview],
    ['政务动态信息更新量', numbers.news],
    ['信息公开目录信息更新量', numbers.catalogue],
  ],
]

const TOPICS_TO_SERVICES: readonly Group[] = [
  [
    '专栏专题（单位：个）',
    [
      ['维护数量', 8],
      ['新开设数量', 3],
    ],
  ],
  [
    '解读回应',
    [
      ['解读信息发布总数（单位：条）', 42],
      ['解读材料数量（单位：条）', 20],
      ['解读产品数量（单位：个）', 16],
      ['媒体评论文章数量（单位：篇）', 6],
      ['回应公众关注热点或重大舆情数量（单位：次）', 4],
    ],
  ],
  [
    '办事服务',
    [
      ['是否发布服务事项目录', YES],
      ['注册用户数（单位：个）', 5210],
      ['政务服务事项数量（单位：项）', 1180],
      ['可全程在线办理政务服务事项数量（单位：项）', 964],
      ['办件量总数（单位：件）', 3021],
      ['自然人办件量（单位：件）', 2410],
      ['法人办件量（单位：件）', 611],
    ],
  ],
]

const INTERACTION = (numbers: FormNumbers): Group => [
  '互动交流',
  [
    ['是否使用统一平台', YES],
    ['收到留言数量（单位：条）', numbers.received],
    ['办结留言数量（单位：条）', numbers.finished],
    ['平均办理时间（单位：天）', 4],
    ['公开答复数量（单位：条）', numbers.public],
    ['征集调查期数（单位：期）', 6],
    ['收到意见数量（单位：条）', 120],
    ['公布调查结果期数（单位：期）', 6],
    ['在线访谈期数（单位：期）', 4],
    ['网民留言数量（单位：条）', 30],
    ['答复网民提问数量（单位：条）', 30],
    ['是否提供智能问答', YES],
  ],
]

const SECURITY: Group = [
  '安全防护',
  [
    ['安全检测评估次数（单位：次）', 12],
    ['发现问题数量（单位：个）', 2],
    ['问题整改数量（单位：个）', 2],
    ['是否建立安全监测预警机制', YES],
    ['是否开展应急演练', YES],
    ['是否明确网站安全责任人', YES],
  ],
]

export function formTitle(year: number): string {
  return `政府网站工作年度报表（${year}年度）`
}

/** The 政府网站工作年度报表 as the office's form has it. */
export function formTable(identity: Identity, year: number, filledOn: LocalDate, numbers: FormNumbers): string {
  const groups = [PUBLISHING(numbers), ...TOPICS_TO_SERVICES, INTERACTION(numbers), SECURITY]
  return `<h2 align="center">${formTitle(year)}</h2>
<p align="center">（${year}年度）　填报单位：${identity.owner}</p>
<table border="1" width="100%" class="ndbb">
<tr><td>网站名称</td><td colspan="2">${identity.name}</td></tr>
<tr><td>首页网址</td><td colspan="2">${identity.origin}/</td></tr>
<tr><td>主办单位</td><td colspan="2">${identity.owner}</td></tr>
<tr><td>网站类型</td><td colspan="2">政府门户网站 ■　部门网站 □　专项网站 □</td></tr>
<tr><td>政府网站标识码</td><td colspan="2">${identity.code}</td></tr>
<tr><td>独立用户访问总量（单位：个）</td><td colspan="2">182645</td></tr>
<tr><td>网站总访问量（单位：次）</td><td colspan="2">1203388</td></tr>
${groups.map(groupRows).join('\n')}
<tr><td>移动新媒体</td><td>是否有移动新媒体</td><td>${YES}</td></tr>
<tr><td>创新发展</td><td colspan="2">■搜索即服务　□多语言版本　■无障碍浏览　□千人千网</td></tr>
</table>
<p>单位负责人：李明　审核人：赵敏　填报人：孙涛　联系电话：0900-8${identity.code.slice(2, 8)}　填报日期：${chinese(filledOn)}</p>`
}

/** The group's title stands once, beside all its rows. */
function groupRows([title, rows]: Group): string {
  const cell = `<td rowspan="${rows.length}" align="center">${title}</td>`
  return rows.map(([label, value], index) => `<tr>${index === 0 ? cell : ''}<td>${label}</td><td>${value}</td></tr>`).join('\n')
}
