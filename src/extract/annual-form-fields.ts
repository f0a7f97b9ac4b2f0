import { fold } from './text.ts'
import { narrow } from './wide.ts'

/**
 * The numbers of the form that 国办函〔2018〕12号 prescribes, under the names by which `AnnualFormFacts.numbers` gives them. `label` is the text beside
 * (or above) the number; `section`, where the label alone does not tell, must stand further left or above. The first that fits counts.
 */
interface Field {
  readonly name: string
  readonly label: string
  readonly section?: string
}

const FIELDS: readonly Field[] = [
  { name: '独立用户访问总量', label: '独立(?:用户|访客)(?:访问)?总?[量数]' },
  { name: '网站总访问量', label: '(?:网站)?(?:总访问量|访问总量|总浏览量)' },
  { name: '解读信息发布总数', label: '解读信息(?:发布)?总?数量?' },
  { name: '解读信息发布总数', label: '^总数量?$', section: '解读' },
  { name: '办件量总数', label: '(?:办件量?总数|办件总量|总办件量)' },
  { name: '办件量总数', label: '^总数量?$', section: '办件' },
  { name: '信息发布总数', label: '(?:信息发布总[数量]|发布信息总[数量]|信息发布数量)' },
  { name: '信息发布总数', label: '^总数量?$', section: '信息发布' },
  { name: '概况类信息更新量', label: '概况类?(?:信息)?(?:更新|发布)?[量数]?' },
  { name: '政务动态信息更新量', label: '政务动态(?:类)?(?:信息)?(?:更新|发布)?[量数]?' },
  { name: '信息公开目录信息更新量', label: '信息公开目录(?:类)?(?:信息)?(?:更新|发布)?[量数]?' },
  { name: '专栏专题维护数量', label: '(?:专栏专题)?维护数量?' },
  { name: '专栏专题新开设数量', label: '(?:专栏专题)?新开设数量?' },
  { name: '解读材料数量', label: '解读材料(?:总?数)?量?' },
  { name: '解读产品数量', label: '解读产品(?:总?数)?量?' },
  { name: '媒体评论文章数量', label: '媒体(?:评论)?文章(?:总?数)?量?' },
  { name: '回应公众关注热点或重大舆情数量', label: '回应(?:公众)?(?:关注|关切)?热点(?:或|和|及|、)?(?:重大)?舆情(?:总?数)?量?' },
  { name: '注册用户数', label: '注册用户总?[数量]' },
  { name: '可全程在线办理政务服务事项数量', label: '可?全程(?:在线|网上)(?:办理)?(?:政务)?(?:服务)?(?:事项)?(?:总?数)?量?' },
  { name: '政务服务事项数量', label: '(?:政务)?服务事项(?:总?数量?|总量)' },
  { name: '自然人办件量', label: '自然人(?:办件)?[量数]?' },
  { name: '法人办件量', label: '法人(?:办件)?[量数]?' },
  { name: '收到留言数量', label: '收到留言(?:总?数)?量?' },
  { name: '办结留言数量', label: '办结留言(?:总?数)?量?' },
  { name: '平均办理时间', label: '平均办[理结](?:时间|时长|天数)' },
  { name: '公开答复数量', label: '公开答复(?:留言)?(?:总?数)?量?' },
  { name: '公布调查结果期数', label: '公布(?:征集)?调查结果(?:期数|数量)?' },
  { name: '征集调查期数', label: '征集(?:调查)?期数' },
  { name: '征集调查期数', label: '^(?:开展)?期数$', section: '征集' },
  { name: '收到意见数量', label: '收到意见(?:建议)?(?:总?数)?量?' },
  { name: '在线访谈期数', label: '访谈期数' },
  { name: '在线访谈期数', label: '^(?:开展)?期数$', section: '访谈' },
  { name: '网民留言数量', label: '网民留言(?:总?数)?量?' },
  { name: '答复网民提问数量', label: '答复网民(?:提问|留言)(?:总?数)?量?' },
  { name: '安全检测评估次数', label: '安全检测(?:评估)?次数' },
  { name: '发现问题数量', label: '发现问题(?:总?数)?量?' },
  { name: '问题整改数量', label: '(?:问题整改|整改问题)(?:总?数)?量?' },
  { name: '微博信息发布量', label: '^(?:微博)?信息发布[量数]', section: '微博' },
  { name: '微博关注量', label: '关注[量数]' },
  { name: '微信信息发布量', label: '^(?:微信)?信息发布[量数]', section: '微信' },
  { name: '微信订阅数', label: '订阅[数量]' },
]

const COMPILED = FIELDS.map(({ name, label, section }) => ({
  name,
  label: new RegExp(label.startsWith('^') ? label : `^${label}$`),
  section: section === undefined ? null : new RegExp(section),
}))

const NUMBER = '(\\d{1,3}(?:,\\d{3}){1,4}|\\d{1,12})(\\.\\d{1,6})?'
const AMOUNT = new RegExp(`^约?${NUMBER}(万|亿)?(?:余|多)?[个次条项件期天篇人日封名户家位]?(?:工作日)?$`)
const TIMES: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 }

/** Name of the field that a label means; `around` are the labels further out, nearest first. */
export function fieldOf(label: string, around: readonly string[]): string | null {
  const plain = plainLabel(label)
  if (plain === '' || plain.length > 30) return null
  for (const { name, label: fits, section } of COMPILED) {
    if (!fits.test(plain)) continue
    if (section === null) return name
    // The nearest label that is any section decides: 总数 below 解读信息发布 is none of 信息发布.
    const outer = around.map(plainLabel).find((text) => text !== '' && /解读|办件|信息发布|征集|访谈|微博|微信/.test(text))
    if (outer !== undefined && section.test(outer) && !(name === '信息发布总数' && outer.includes('解读'))) return name
  }
  return null
}

/** A cell's text as a number; null for anything else, a dash or nothing among it. */
export function amountOf(text: string): number | null {
  const found = AMOUNT.exec(narrow(fold(text)).replace(/\s/g, '').replace(/，/g, ','))
  if (found === null) return null
  const [, whole = '', fraction = '', unit = ''] = found
  return Math.round(Number(`${whole.replace(/,/g, '')}${fraction}`) * (TIMES[unit] ?? 1) * 1e6) / 1e6
}

/** Fields in running text, where the form is no table: a label at once followed by its number. */
export function fieldsInText(visible: string): Map<string, number | null> {
  const text = narrow(visible).slice(0, 60_000)
  const found = new Map<string, number | null>()
  for (const { name, label, section } of FIELDS) {
    const source = section === undefined ? label : `${section}[^\\d。]{0,16}?${label.replace(/[$^]/g, '')}`
    const pattern = new RegExp(`${source}\\s?(?:\\(?单位\\s?:\\s?.{1,3}?\\)?)?\\s?:?\\s?${NUMBER}(万|亿)?(?![\\d.])`, 'g')
    for (const [, whole = '', fraction = '', unit = ''] of text.matchAll(pattern)) put(found, name, amountOf(`${whole}${fraction}${unit}`))
  }
  return found
}

/** A field that is shown with two different values is known with neither. */
export function put(found: Map<string, number | null>, name: string, value: number | null): void {
  if (value === null) return
  found.set(name, found.has(name) && found.get(name) !== value ? null : value)
}

/** Letters alone: numbering, units, blanks and signs left out. */
export function plainLabel(text: string): string {
  return narrow(fold(text))
    .replace(/\(?单位:?[\u4e00-\u9fff]{1,3}\)?|\([^()]{0,20}\)/g, '')
    .replace(/\(?单位\s?:?\s?[\u4e00-\u9fff]{1,3}\)?/g, '')
    .replace(/[\s:、.,;*"'“”()（）]/g, '')
    .replace(/^(?:[一二三四五六七八九十\d]|其中)+(?=[\u4e00-\u9fff])/, '')
}
