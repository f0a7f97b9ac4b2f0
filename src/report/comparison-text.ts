import type { RecordedFinding } from '../model/finding.ts'
import type { Comparison, ComparisonRun, RangeChange, SiteComparison, SiteName } from './comparison.ts'
import { GROUPS, type ProblemChange } from './finding-comparison.ts'
import { clip, plainLine } from './plain.ts'
import { CHANGES, type Change } from './range-change.ts'
import type { RunDifferences } from './run-differences.ts'
import { rangeText, VETOES } from './words.ts'

const SAID_CELLS = 120
/** A site that was rebuilt has thousands of changes; all are in the JSON document. */
const LISTED_AT_MOST = 20

/** The comparison as lines of plain text: what speaks against comparing first, then the numbers, then site by site. `titles` names checks. */
export function comparisonText(comparison: Comparison, titles: ReadonlyMap<string, string>): string {
  const sections = [
    [`对比：前一批次 ${runName(comparison.before)}；后一批次 ${runName(comparison.after)}。`],
    caveats(comparison),
    absences(comparison),
    summary(comparison),
    ...comparison.sites.map((site) => siteLines(site, titles)),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

const runName = ({ id, startedAt }: ComparisonRun): string => `${plainLine(id)}（${startedAt.slice(0, 16).replace('T', ' ')} 开始）`

function caveats({ differences, checks, sites }: Comparison): string[] {
  const lines = [
    ...rubricLines(differences),
    ...differentSettings(differences),
    ...(checks.onlyBefore.length > 0 ? [`仅前一批次有的检查项：${listed(checks.onlyBefore)}。`] : []),
    ...(checks.onlyAfter.length > 0 ? [`仅后一批次有的检查项：${listed(checks.onlyAfter)}。`] : []),
    ...differences.unfinished.map((id) => `批次 ${plainLine(id)} 尚未结束。`),
    ...(differences.reversed ? ['前一批次的时间晚于后一批次，请核对先后次序。'] : []),
  ]
  const names = new Map(sites.map(({ site, name }) => [site, name]))
  const moved = differences.registered.flatMap((code) => names.get(code) ?? [])
  if (moved.length > 0) lines.push(`登记信息有变化的网站：${listed(moved)}。`)
  return lines.length > 0 ? ['两个批次的检查条件不完全相同，下列情况会影响对比：', ...lines.map((line) => `  ${line}`)] : []
}

function rubricLines({ rubrics }: RunDifferences): string[] {
  if (!rubrics) return []
  return [`计分表不同：前 ${listed(rubrics.before)}；后 ${listed(rubrics.after)}。用不同计分表计分的网站只列得分，不判断升降。`]
}

function differentSettings({ settings, programs }: RunDifferences): string[] {
  const version = (name: string | null) => (name === null ? '未记录' : plainLine(name))
  return [
    ...(settings.length > 0 ? [`配置不同：${listed(settings)}。`] : []),
    ...(programs ? [`检查程序不同：前 ${version(programs.before)}；后 ${version(programs.after)}。`] : []),
  ]
}

const listed = (names: readonly string[]): string => (names.length === 0 ? '无' : names.map(plainLine).join('、'))

function absences({ onlyBefore, onlyAfter, unjudged }: Comparison): string[] {
  const line = (title: string, names: readonly SiteName[]) =>
    names.length === 0 ? [] : [`${title}（${names.length} 个，不参与对比）：${listed(names.map(({ name }) => name))}。`]
  return [
    ...line('仅前一批次有的网站', onlyBefore),
    ...line('仅后一批次有的网站', onlyAfter),
    ...line('未在两个批次中都评判的网站', unjudged),
  ]
}

function summary({ sites }: Comparison): string[] {
  if (sites.length === 0) return ['两个批次没有共同的网站，无法对比。']
  const totals = (change: Change) => `${CHANGES[change]} ${sites.filter(({ total }) => total?.change === change).length} 个`
  const problems = GROUPS.map(({ group, title }) => `${title} ${sites.reduce((all, site) => all + site.problems[group].length, 0)} 项`)
  const same = sites.reduce((all, { problems: { same: number } }) => all + number, 0)
  return [
    `共同的网站 ${sites.length} 个，总分：${(['better', 'worse', 'equal', 'untold'] as const).map(totals).join('，')}。`,
    `问题：${problems.join('，')}，依旧 ${same} 项。`,
    '总分为范围的，只有前后范围完全不重叠才判断升降。名次按共同的网站计，任一批次名次未定的不列。',
  ]
}

function siteLines(site: SiteComparison, titles: ReadonlyMap<string, string>): string[] {
  const { total, vetoed, rank, indicators, problems } = site
  const lines = [
    ...(total && total.change !== 'equal' ? [`总分  ${moved(total)}`] : []),
    ...(rank && rank.before !== rank.after ? [`名次  ${rank.before} → ${rank.after}`] : []),
    ...(vetoed && vetoed.before !== vetoed.after ? [`单项否决  ${VETOES[vetoed.before]} → ${VETOES[vetoed.after]}`] : []),
    ...indicators.map((one) => `得分  ${plainLine(one.title)}：${moved(one)}`),
    ...GROUPS.flatMap((one) => groupLines(one, problems[one.group], titles)),
  ]
  return lines.length === 0 ? [] : [`${clip(plainLine(site.name), 40)}（${plainLine(site.site)}）`, ...lines.map((line) => `  ${line}`)]
}

const moved = ({ before, after, change }: RangeChange): string => `${rangeText(before)} → ${rangeText(after)}（${CHANGES[change]}）`

function groupLines(group: (typeof GROUPS)[number], changes: readonly ProblemChange[], titles: ReadonlyMap<string, string>): string[] {
  const shown = changes.slice(0, LISTED_AT_MOST)
  const more = changes.length - shown.length
  return [
    ...shown.flatMap(({ check, subject, before, after }) => [
      `${group.title}  ${titles.get(check) ?? check}  ${clip(plainLine(subject), SAID_CELLS)}`,
      `      前：${said(before, '未列为问题')}`,
      `      后：${said(after, group.group === 'inDoubt' ? '未检查该项' : '未再发现')}`,
    ]),
    ...(more > 0 ? [`${group.title}  另有 ${more} 项，用 --json 查看全部。`] : []),
  ]
}

const VERDICTS = { 'fail': '问题', 'inconclusive': '存疑', 'pass': '通过', 'not-applicable': '不适用' } as const satisfies Record<
  RecordedFinding['verdict'],
  string
>

function said(finding: RecordedFinding | null, otherwise: string): string {
  return finding ? `${VERDICTS[finding.verdict]}。${clip(plainLine(finding.says), SAID_CELLS)}` : otherwise
}
