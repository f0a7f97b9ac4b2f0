import type { PageFacts } from '../model/page.ts'
import { plainText } from './plain-text.ts'

/** What `inspect` prints: the facts under their fixed names, unknown ones as null. */
export function inspection(facts: PageFacts) {
  return {
    url: facts.url,
    charset: facts.charset,
    quality: facts.quality,
    ...(facts.protection === null ? {} : { protection: facts.protection }),
    title: facts.title,
    publishedAt: facts.publishedAt,
    publishedAtSource: facts.publishedAtSource,
    otherDates: facts.otherDates,
    meta: facts.meta,
    siteCode: facts.siteCode,
    columnName: facts.columnName,
    columnTypes: facts.columnTypes,
    contentSource: facts.contentSource,
    errorReport: facts.errorReport,
    badge: facts.badge,
    icp: facts.icp,
    police: facts.police,
    links: facts.links.map(({ url, text }) => ({ url, text })),
    list: facts.list.map(({ title, url, date }) => ({ title, url, date })),
    newest: facts.newest,
    annualForm: facts.annualForm,
    boardStatistics: facts.boardStatistics,
    board: facts.board,
    columns: facts.columns,
    unfinished: facts.unfinished,
    underConstruction: facts.underConstruction,
  }
}

const QUALITY: Readonly<Record<PageFacts['quality'], string>> = {
  'ok': '正常页面',
  'protection': '防护拦截页',
  'error-page': '错误页',
  'soft-404': '以正常状态返回的“页面不存在”',
  'truncated': '不完整的页面',
  'empty': '空白页',
  'needs-rendering': '需要浏览器渲染的页面',
}

/** The same for a person at a terminal: one fact a line, lists cut to what fits a screen. */
export function inspectionText(facts: PageFacts): string {
  const known = (value: string | null | undefined) => value ?? '未识别'
  const report = facts.errorReport
  const lines = [
    ['网址', facts.url],
    ['编码', facts.charset],
    ['页面性质', `${QUALITY[facts.quality]}${facts.protection ? `（${facts.protection}）` : ''}`],
    ['标题', known(facts.title)],
    ['发布日期', facts.publishedAt ? `${facts.publishedAt}（来自${SOURCE[facts.publishedAtSource ?? 'printed']}）` : '未识别'],
    ['网站标识码', known(facts.siteCode)],
    ['栏目', [facts.columnName, ...facts.columnTypes].filter((part) => part !== null && part !== '').join('，') || '未识别'],
    ['来源', known(facts.contentSource)],
    ['找错入口', report ? `${report.form}，标识码 ${known(report.siteCode)}` : '未识别'],
    ['党政机关标识', known(facts.badge)],
    ['ICP备案', known(facts.icp)],
    ['公安备案', known(facts.police)],
    ['链接', `${facts.links.length} 个`],
    ['列表', `${facts.list.length} 条，最新 ${known(facts.newest)}`],
    ...facts.list.slice(0, 10).map((row) => ['', `${row.date ?? '无日期    '}  ${row.title}`]),
    ['年度报表', facts.annualForm.map((form) => `${form.text || '（图片）'} ${form.year ?? '年份不明'}`).join('；') || '未识别'],
    ['留言统计', facts.boardStatistics ? JSON.stringify(facts.boardStatistics) : '未识别'],
    ['需浏览器', facts.unfinished.render ?? '否'],
  ]
  return lines.map(([name = '', value = '']) => `${name}${'　'.repeat(Math.max(0, 7 - name.length))}${plainText(value)}`).join('\n')
}

const SOURCE = { printed: '页面所示', meta: '元数据', url: '网址' } as const
