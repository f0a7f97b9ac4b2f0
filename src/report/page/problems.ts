import { CONCLUSIONS, type ProblemRow, type SiteView } from '../site-view.ts'
import { evidenceList } from './evidence.ts'
import { grouped, moment, plainNumber } from './figures.ts'
import { html, type Markup, outward, siteAnchor } from './html.ts'
import { type Pictures, pictureParts } from './picture.ts'

/** So many problems of one indicator are shown at once; the rest opens on demand. */
const SHOWN = 20

/** Problems and doubts by indicator, the most expensive indicator first; each with its evidence and, once a picture, its picture. */
export async function* problemList({ code, problems }: SiteView, pictures: Pictures): AsyncGenerator<Markup> {
  const failures = problems.filter(({ verdict }) => verdict === 'fail').length
  yield html`<h4 id="${siteAnchor(code)}.problems">问题与存疑事项 <small>问题 ${grouped(failures)} 项，存疑 ${grouped(problems.length - failures)} 项</small></h4>\n`
  if (problems.length === 0) yield html`<p class="none">没有发现问题，也没有存疑事项。</p>\n`
  const shown = new Map<string, string>()
  for (const group of Map.groupBy(problems, kindOf).values()) {
    yield opening(group)
    for (const [index, row] of group.entries()) {
      if (index === SHOWN)
        yield html`</ol><details class="more"><summary>其余 ${grouped(group.length - SHOWN)} 项</summary><ol class="problems">\n`
      yield* problem(row, shown, pictures)
    }
    yield html`</ol>${group.length > SHOWN ? html`</details>` : null}</section>\n`
  }
}

const kindOf = ({ check, indicator, basis }: ProblemRow): string => JSON.stringify([check, indicator, basis.document, basis.clause])

function opening(group: readonly ProblemRow[]): Markup {
  const [first] = group
  if (!first) return html``
  const lost = group.reduce((all, { deduction }) => all + deduction, 0)
  const risk = group.reduce((all, { atRisk }) => all + atRisk, 0)
  const cost = lost > 0 ? html`<span class="cost">共扣 ${lost.toFixed(2)} 分</span>` : null
  const open = risk > 0 ? html`<span class="risk">${lost > 0 ? '另有 ' : ''}${risk.toFixed(2)} 分存疑</span>` : null
  const veto = group.some((row) => row.veto) ? html`<span class="badge veto">单项否决</span>` : null
  return html`<section class="kind"><h5>${first.indicator} <small>${grouped(group.length)} 项</small> ${veto}${cost}${open}</h5>
<p class="basis">${[first.basis.document, first.basis.clause].filter((part) => part !== '').join(' · ')} <small class="check">检查项 ${first.check}</small></p>
<ol class="problems">
`
}

/** `shown` remembers which picture stands where: one that shows several problems of a site is embedded once. */
async function* problem(row: ProblemRow, shown: Map<string, string>, pictures: Pictures): AsyncGenerator<Markup> {
  const { anchor, verdict, conclusion, says, deduction, atRisk, veto, picture, evidence } = row
  const cost = deduction > 0 ? html`<span class="cost">扣 ${deduction.toFixed(2)} 分</span>` : null
  const risk = atRisk > 0 ? html`<span class="risk">可能扣 ${atRisk.toFixed(2)} 分</span>` : null
  yield html`<li class="${verdict}" id="${anchor}"><p class="says"><span class="conclusion ${conclusion}">${CONCLUSIONS[conclusion]}</span> ${says} ${veto ? html`<span class="badge veto">单项否决</span>` : null}${cost}${risk}</p>
${places(row)}<p class="seen">${seen(row).map((fact) => html`<span>${fact}</span> `)}<span>编号 <a class="anchor" href="#${anchor}">${anchor}</a></span></p>
${row.doubt ? html`<p class="doubt"><b>存疑：</b>${row.doubt.label}。<b>处理办法：</b>${row.doubt.remedy}。</p>\n` : null}`
  if (picture) {
    const earlier = shown.get(picture.capture)
    if (earlier === undefined) {
      shown.set(picture.capture, anchor)
      yield* pictureParts(picture, says, pictures)
    } else yield html`<p class="same">截图与 <a href="#${earlier}">${earlier}</a> 相同，图中标号 ${picture.mark}。</p>\n`
  }
  yield* evidenceList(evidence)
  yield html`</li>\n`
}

function places({ subject, page, parent }: ProblemRow): Markup {
  const rows = [
    page === null ? null : html`<div><dt>问题页面</dt><dd>${outward(page)}</dd></div>`,
    parent === null ? null : html`<div><dt>父页面</dt><dd>${outward(parent)}</dd></div>`,
    subject === page ? null : html`<div><dt>对象</dt><dd>${subject}</dd></div>`,
  ].filter((row) => row !== null)
  return rows.length === 0 ? html`` : html`<dl class="where">${rows}</dl>\n`
}

function seen({ measured, status, millis, family, checkedAt, rechecks, stands }: ProblemRow): string[] {
  const limit = measured?.threshold ?? null
  return [
    measured === null ? '' : `实测 ${quantity(measured.value, measured.unit)}`,
    measured === null || limit === null ? '' : `阈值 ${quantity(limit, measured.unit)}`,
    status === null ? '' : `状态 ${typeof status === 'number' ? `HTTP ${status}` : status}`,
    millis === null ? '' : `耗时 ${grouped(Math.round(millis))} 毫秒`,
    family === null ? '' : `IPv${family}`,
    checkedAt === null ? '' : moment(checkedAt),
    rechecks > 0 ? `复核 ${rechecks} 次` : '',
    stands > 1 ? `代表 ${grouped(stands)} 处` : '',
  ].filter((fact) => fact !== '')
}

const UNITS: ReadonlyMap<string, string> = new Map([
  ['day', ' 天'],
  ['working-day', ' 个工作日'],
  ['count', ' 个'],
  ['millisecond', ' 毫秒'],
])

function quantity(value: number, unit: string): string {
  if (unit === 'ratio') return `${plainNumber(value * 100)}%`
  return `${plainNumber(value)}${UNITS.get(unit) ?? ` ${unit}`}`
}
