import type { Verdict } from '../../model/finding.ts'
import type { Rule } from '../../model/rubric.ts'
import { scaleText } from '../scale.ts'
import type { IndicatorView, SiteView } from '../site-view.ts'
import { grouped, plainNumber, points, vetoBadge } from './figures.ts'
import { html, type Markup } from './html.ts'

const TALLIED = [
  ['fail', '问题'],
  ['inconclusive', '存疑'],
  ['pass', '合格'],
  ['not-applicable', '不适用'],
] as const satisfies readonly (readonly [Verdict, string])[]

/** The points table: each indicator with its rule, what it gave and what it cost. */
export function* pointsTable(site: SiteView): Generator<Markup> {
  const { indicators, problems } = site
  if (indicators.length === 0) return
  const anchors = new Set(problems.map(({ anchor }) => anchor))
  yield html`<h4>指标得分</h4>
<table class="points stack"><thead><tr><th scope="col">指标</th><th scope="col">计分办法</th><th scope="col" class="num">分值</th><th scope="col" class="num">得分</th><th scope="col" class="num">失分</th><th scope="col">结论</th></tr></thead>
`
  for (const [title, own] of Map.groupBy(indicators, ({ part }) => part.title)) {
    const scale = scaleText(site, own[0]?.part.id ?? '')
    yield html`<tbody><tr class="part"><th scope="rowgroup" colspan="6">${title}${scale === null ? null : html`<small class="basis">${scale}</small>`}</th></tr>\n`
    for (const indicator of own) yield line(indicator, anchors)
    yield html`</tbody>\n`
  }
  yield html`</table>\n`
}

function line(indicator: IndicatorView, anchors: ReadonlySet<string>): Markup {
  const { title, basis, rule, points: most, score, lost, vetoed } = indicator
  const scored = rule.kind !== 'veto' && rule.kind !== 'notice'
  const na = scored ? '' : ' na'
  const weight = lost.low > 0 || vetoed === 'yes' ? 'costs' : lost.high > 0 || vetoed === 'maybe' ? 'doubted' : 'calm'
  return html`<tr class="${weight}"><th scope="row">${title}<small class="basis">${basis.document} · ${basis.clause}：${basis.says}</small></th><td class="rule">${ruleText(rule)}</td><td class="num${na}" data-label="分值">${scored ? plainNumber(most) : '—'}</td><td class="num${na}" data-label="得分">${scored ? points(score) : '—'}</td><td class="num lost${na}" data-label="失分">${scored ? points(lost) : '—'}</td><td class="tally">${vetoBadge(vetoed)}${tally(indicator, anchors)}</td></tr>
`
}

function tally({ tally: counts, problems }: IndicatorView, anchors: ReadonlySet<string>): Markup {
  const first = problems.find((anchor) => anchors.has(anchor))
  const said = TALLIED.filter(([verdict]) => counts[verdict] > 0)
    .map(([verdict, name]) => `${name} ${grouped(counts[verdict])}`)
    .join(' · ')
  if (said === '') return html`<span class="none">没有结论</span>`
  return first === undefined ? html`<span>${said}</span>` : html`<a href="#${first}">${said}</a>`
}

function ruleText(rule: Rule): string {
  switch (rule.kind) {
    case 'veto':
      return rule.failures > 1 ? `单项否决：达到 ${rule.failures} 处` : '单项否决'
    case 'deduct':
      return rule.each < rule.points ? `每处扣 ${plainNumber(rule.each)} 分，扣完为止` : `扣 ${plainNumber(rule.each)} 分`
    case 'share':
      return `按比例计分，达到 ${plainNumber(rule.full * 100)}% 得满分`
    case 'step':
      return `分档计分：${rule.steps.map(({ atLeast, points: given }) => `达到 ${plainNumber(atLeast * 100)}% 得 ${plainNumber(given)} 分`).join('，')}`
    case 'bonus':
      return `每项加 ${plainNumber(rule.each)} 分，总分超过 ${plainNumber(rule.above)} 分时计`
    case 'manual':
      return '由检查人员评定'
    case 'notice':
      return '只提示，不计分'
  }
}
