import type { Instant } from '../../model/time.ts'
import type { RunView } from '../run-view.ts'
import { GRADE_ORDER, GRADES, KINDS } from '../words.ts'
import { grouped, moment, plainNumber } from './figures.ts'
import { html, type Markup, siteAnchor } from './html.ts'

/** The first page: what was checked and when, how to read it, and what costs most. */
export function* front(run: RunView): Generator<Markup> {
  yield html`<header class="top" id="part.top">
<p class="eyebrow">${chineseDay(run.run.startedAt)}</p>
<h1>政府网站考核检查报告</h1>
${facts(run)}
</header>
<nav aria-label="目录">${contents(run)}</nav>
<main>
${numbers(run)}
`
  yield worst(run)
  yield legend(run)
}

/** `2026年3月1日` */
function chineseDay(instant: Instant): string {
  const [year = '', month = '', day = ''] = instant.slice(0, 10).split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}

function facts({ run, counts, seal }: RunView): Markup {
  const kinds = KINDS.filter(({ kind }) => counts.byKind[kind] > 0).map(({ kind, name }) => `${name} ${counts.byKind[kind]} 个`)
  const stamp = seal === null ? null : seal.stampedAt === null ? '未加盖时间戳' : `${moment(seal.stampedAt)} 加盖`
  return html`<dl class="facts">
<div><dt>检查批次</dt><dd>${run.id}</dd></div>
<div><dt>检查时间</dt><dd>${moment(run.startedAt)} 至 ${run.finishedAt === null ? '尚未结束' : moment(run.finishedAt)}（北京时间）</dd></div>
<div><dt>检查网站</dt><dd>${counts.sites} 个${kinds.length > 0 ? `（${kinds.join('，')}）` : ''}</dd></div>
${
  seal === null
    ? html`<div><dt>封存</dt><dd>未封存</dd></div>`
    : html`<div><dt>时间戳</dt><dd>${stamp}</dd></div>
<div class="wide"><dt>封存根值</dt><dd><code>${seal.root}</code></dd></div>
<div class="wide"><dt>公钥指纹</dt><dd><code>${seal.key}</code></dd></div>`
}
</dl>`
}

function contents({ league, sites }: RunView): Markup {
  const tables = league.tables.map(({ title }, index) => html`<a href="#part.table${index + 1}">${title}</a>`)
  const cities = sites.some(({ owner }) => owner.kind === 'city') ? html`<a href="#part.tiles">市州一览</a>` : null
  const doubts = league.doubts.length > 0 ? html`<a href="#part.doubts">存疑事项</a>` : null
  return html`<a href="#part.worst">最严重的问题</a>${tables}${cities}${doubts}<a href="#part.sites">各网站</a>`
}

function numbers({ counts }: RunView): Markup {
  const grades = GRADE_ORDER.map(
    (grade) => html`<div class="${grade}"><dt>${GRADES[grade]}</dt><dd>${counts.grades[grade]}<small> 个网站</small></dd></div>`,
  )
  return html`<dl class="numbers">${grades}
<div class="veto"><dt>单项否决</dt><dd>${counts.vetoed}<small> 个网站</small></dd></div>
<div><dt>问题</dt><dd>${grouped(counts.failures)}<small> 项</small></dd></div>
<div><dt>存疑</dt><dd>${grouped(counts.doubts)}<small> 项</small></dd></div>
</dl>`
}

function worst({ league, sites }: RunView): Markup {
  const named = Map.groupBy(sites, ({ name }) => name)
  const items = league.worst.map(({ name, title, veto, lost, count, example, evidence }) => {
    const [card, other] = named.get(name) ?? []
    const site = card && !other ? html`<a href="#${siteAnchor(card.code)}">${name}</a>` : html`<b>${name}</b>`
    const weight = veto ? html`<span class="badge veto">单项否决</span>` : null
    const cost = lost > 0 ? html`<span class="cost">扣 ${lost.toFixed(2)} 分</span>` : null
    const places = count > 1 ? html`<span class="count">${grouped(count)} 处</span>` : null
    const proof = evidence === '' ? null : html` <span class="proof">证据 <code class="hash" title="${evidence}">${evidence}</code></span>`
    return html`<li><p class="what">${site} <span class="which">${title}</span> ${weight}${cost}${places}</p><p class="example">${example}${proof}</p></li>\n`
  })
  const list = items.length > 0 ? html`<ol class="worst">\n${items}</ol>` : html`<p class="none">没有可以认定的问题。</p>`
  return html`<section aria-labelledby="part.worst"><h2 id="part.worst">最严重的问题</h2>\n${list}</section>\n`
}

function legend({ rubrics }: RunView): Markup {
  const sources = rubrics.map(
    ({ id, title, full, good, sufficient, source }) =>
      html`<li>${title}（${id}）：满分 ${plainNumber(full)} 分，${plainNumber(good)} 分及以上为良好，低于 ${plainNumber(sufficient)} 分或者被单项否决的为不合格。${source}</li>`,
  )
  return html`<section class="legend" aria-labelledby="part.legend"><h2 id="part.legend">怎样看这份报告</h2>
<dl>
<div><dt>分数范围</dt><dd>低值把存疑事项全部按不利计，高值全部按有利计；没有存疑的只有一个数。范围重叠的网站不分先后，名次用区间表示。</dd></div>
<div><dt>存疑</dt><dd>没有查清、还不能认定的事项，例如被防护设备拦截、检查点网络不通、疑似问题，不作为扣分的依据；每项都写明原因和处理办法，复核后分数即可确定。</dd></div>
<div><dt>页面层级</dt><dd>按离首页的点击次数计，首页为一级，取同一网站内最短的路径。层级没有官方定义，这是本报告采用的算法。</dd></div>
<div><dt>分值</dt><dd>分值和等级线以计分表为准。<ul>${sources}</ul></dd></div>
</dl></section>\n`
}
