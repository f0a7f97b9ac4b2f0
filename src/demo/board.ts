import type { LocalDate } from '../model/time.ts'
import { type DateStyle, dashed } from './dates.ts'
import { escapeHtml } from './markup.ts'

/** A citizen's letter; `answered` is null while it is open. */
export interface Letter {
  readonly number: string
  readonly title: string
  readonly type: '咨询' | '投诉' | '建议' | '求助'
  readonly received: LocalDate
  readonly answered: LocalDate | null
  readonly unit: string
}

const LETTERS: readonly { title: string; type: Letter['type']; unit: string }[] = [
  { title: '咨询公租房申请条件', type: '咨询', unit: '住房和城乡建设局' },
  { title: '建议增开早晚高峰公交班次', type: '建议', unit: '交通运输局' },
  { title: '小区二次供水水压不足', type: '投诉', unit: '水务局' },
  { title: '咨询医保异地就医备案手续', type: '咨询', unit: '医疗保障局' },
  { title: '学校门口路灯损坏无人维修', type: '求助', unit: '城市管理局' },
  { title: '咨询灵活就业人员社保缴费档次', type: '咨询', unit: '人力资源和社会保障局' },
]

export interface LetterTimes {
  readonly received: LocalDate
  readonly answered: LocalDate | null
}

/** One letter for each pair of days, newest first. */
export function writeLetters(times: readonly LetterTimes[]): readonly Letter[] {
  return times.map(({ received, answered }, index) => {
    const text = LETTERS[index % LETTERS.length] ?? { title: '咨询办事流程', type: '咨询' as const, unit: '办公室' }
    return { ...text, number: `${received.replaceAll('-', '')}${String(index + 1).padStart(4, '0')}`, received, answered }
  })
}

/** The public list of letters. */
export function boardTable(letters: readonly Letter[], href: (letter: Letter) => string, date: DateStyle = dashed): string {
  const rows = letters.map(
    (letter) =>
      `<tr><td><a href="${href(letter)}" title="${letter.title}">${letter.title}</a></td><td>${letter.type}</td><td>${letter.answered ? '已答复' : '办理中'}</td><td>${date(letter.received)}</td><td>${letter.answered ? date(letter.answered) : ''}</td><td>${letter.unit}</td></tr>`,
  )
  return `<table class="letters" width="100%"><thead><tr><th>来信主题</th><th>类型</th><th>状态</th><th>来信时间</th><th>答复时间</th><th>受理单位</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`
}

export function letterMain(letter: Letter, date: DateStyle = dashed): string {
  const answer = letter.answered
    ? `<tr><th>答复单位</th><td>${letter.unit}</td><th>答复时间</th><td>${date(letter.answered)}</td></tr>
<tr><th>答复内容</th><td colspan="3">您好！您反映的问题已收悉。经核实，现将有关情况答复如下：相关事项按规定办理，如有疑问请拨打我单位办公电话咨询。感谢您的关注与支持！</td></tr>`
    : ''
  return `<h1>${escapeHtml(letter.title)}</h1>
<table class="letter" width="100%"><tr><th>编号</th><td>${letter.number}</td><th>信件类型</th><td>${letter.type}</td></tr>
<tr><th>来信时间</th><td>${date(letter.received)}</td><th>受理单位</th><td>${letter.unit}</td></tr>
<tr><th>办理状态</th><td colspan="3">${letter.answered ? '已答复' : '办理中'}</td></tr>
<tr><th>来信内容</th><td colspan="3">您好，想了解${escapeHtml(letter.title)}的有关情况，请予以答复，谢谢。</td></tr>
${answer}</table>`
}

export interface Counts {
  readonly received: number
  readonly accepted: number
  readonly finished: number
  readonly pending: number
}

export interface UnitCounts {
  readonly unit: string
  readonly received: number
  readonly finished: number
}

export function statisticsSentence(counts: Counts): string {
  return `<div class="tongji">来信总数<span>${counts.received}</span>件　受理总数<span>${counts.accepted}</span>件　办结总数<span>${counts.finished}</span>件　待办总数<span>${counts.pending}</span>件</div>`
}

/** Counts of each unit, and a last row with their sums. */
export function statisticsTable(units: readonly UnitCounts[]): string {
  const row = (unit: string, received: number, finished: number) =>
    `<tr><td>${unit}</td><td>${received}</td><td>${finished}</td><td>${((finished / received) * 100).toFixed(1)}%</td></tr>`
  const sum = (pick: (u: UnitCounts) => number) => units.reduce((total, unit) => total + pick(unit), 0)
  return `<table class="tongji" width="100%"><tr><th>单位名称</th><th>来信总数</th><th>办结总数</th><th>办结率</th></tr>
${units.map((u) => row(u.unit, u.received, u.finished)).join('\n')}
${row(
  '合计',
  sum((u) => u.received),
  sum((u) => u.finished),
)}</table>`
}

export function statisticsArticle(period: string, counts: Counts): string {
  const rate = ((counts.finished / counts.accepted) * 100).toFixed(1)
  return `<p>${period}，本网站互动交流平台共收到群众来信${counts.received}件，其中有效来信${counts.accepted}件，转办${counts.accepted}件，办结${counts.finished}件，在办${counts.pending}件，超期0件，答复率${rate}%。</p>
<p>从反映内容看，咨询类来信主要集中在社会保障、住房保障、教育医疗等方面。</p>`
}
