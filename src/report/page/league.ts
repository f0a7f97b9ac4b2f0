import type { RunView, SiteCard } from '../run-view.ts'
import type { LeagueRow, LeagueTable } from '../view.ts'
import { axis, bar, gradeBadge, linesText, places, points, type Scale, vetoBadge } from './figures.ts'
import { html, type Markup, siteAnchor } from './html.ts'

/** Tables of ranks, the cities as tiles, sites without a score, and what is in doubt. */
export function* leagues(run: RunView): Generator<Markup> {
  const linked = new Set(run.sites.map(({ code }) => code))
  for (const [index, table] of run.league.tables.entries()) {
    const scale = scaleFor(run, table)
    yield opening(table, index + 1, scale)
    for (const row of table.rows) yield line(row, table, scale, linked)
    yield html`</tbody></table></section>\n`
  }
  yield* unscored(run)
  yield* tiles(run.sites)
  yield* doubts(run)
}

/** The lines of the rubric under which the table was scored; none where the view does not tell it. */
function scaleFor({ sites, rubrics }: RunView, { rows, full }: LeagueTable): Scale {
  const codes = new Set(rows.map(({ code }) => code))
  const rubric = sites.find(({ code, score }) => score !== null && codes.has(code))?.score?.rubric
  return scaleOf(rubrics, rubric ?? '', full)
}

/** The scale of one rubric, named as `id@version` or by its id alone. */
export function scaleOf(rubrics: RunView['rubrics'], name: string, full: number): Scale {
  const rubric = rubrics.find(({ id }) => id === name || id === name.split('@')[0])
  if (!rubric) return { full, lines: [] }
  return {
    full,
    lines: [
      { at: rubric.sufficient, label: '合格' },
      { at: rubric.good, label: '良好' },
    ],
  }
}

function opening({ title, full, parts, rows }: LeagueTable, number: number, scale: Scale): Markup {
  const own = parts.map((part) => html`<th scope="col" class="num">${part}</th>`)
  return html`<section aria-labelledby="part.table${number}"><h2 id="part.table${number}">${title} <small>${rows.length} 个，满分 ${full} 分${scale.lines.length > 0 ? '；' : ''}${linesText(scale)}</small></h2>
<table class="league stack"><thead><tr><th scope="col" class="num rank">名次</th><th scope="col">网站</th><th scope="col" class="num">总分</th><th scope="col" class="drawn"><span class="unseen">总分图示</span>${axis(scale)}</th>${own}<th scope="col" class="grade">等级</th><th scope="col" class="num count">问题</th><th scope="col" class="num count">存疑</th></tr></thead><tbody>
`
}

function line(row: LeagueRow, { parts }: LeagueTable, scale: Scale, linked: ReadonlySet<string>): Markup {
  const { code, name, total, vetoed, grade, failures, doubts: open } = row
  const site = linked.has(code) ? html`<a href="#${siteAnchor(code)}">${name}</a>` : html`${name}`
  const own = row.parts.map((score, index) => html`<td class="num part" data-label="${parts[index] ?? ''}">${points(score)}</td>`)
  return html`<tr><td class="num rank">${places(row)}</td><th scope="row">${site} <small class="code">${code}</small></th><td class="num total">${points(total)}</td><td class="drawn">${bar(total, scale)}</td>${own}<td class="grade">${gradeBadge(grade)}${vetoBadge(vetoed)}</td><td class="num count" data-label="问题">${failures}</td><td class="num count" data-label="存疑">${open}</td></tr>
`
}

function* unscored({ sites }: RunView): Generator<Markup> {
  const left = sites.filter(({ score }) => score === null)
  if (left.length === 0) return
  const items = left.map(({ code, name }) => html`<li><a href="#${siteAnchor(code)}">${name}</a> <small class="code">${code}</small></li>`)
  yield html`<section aria-labelledby="part.unscored"><h2 id="part.unscored">未计分的网站 <small>${left.length} 个</small></h2><ul class="plain">${items}</ul></section>\n`
}

/** Every city in the same place every night, by its code: a map of China would need an approval number. */
function* tiles(sites: readonly SiteCard[]): Generator<Markup> {
  const cities = sites.filter(({ owner }) => owner.kind === 'city').sort((a, b) => (a.code < b.code ? -1 : 1))
  if (cities.length === 0) return
  const items = cities.map(({ code, owner, score }) => {
    const said = score === null ? html`<span class="badge open">未计分</span>` : html`${gradeBadge(score.grade)}${vetoBadge(score.vetoed)}`
    return html`<li><a class="tile ${score?.grade ?? 'open'}" href="#${siteAnchor(code)}"><b>${owner.name}</b><span class="total">${score === null ? '—' : points(score.total)}</span><span class="grade">${said}</span></a></li>\n`
  })
  yield html`<section aria-labelledby="part.tiles"><h2 id="part.tiles">市州一览 <small>按标识码排列，位置固定</small></h2><ul class="tiles">\n${items}</ul></section>\n`
}

function* doubts({ league }: RunView): Generator<Markup> {
  if (league.doubts.length === 0) return
  const rows = league.doubts.map(
    ({ label, remedy, findings, sites }) =>
      html`<tr><th scope="row">${label}</th><td class="num" data-label="事项">${findings} 项</td><td class="num" data-label="涉及">${sites} 个网站</td><td class="remedy">${remedy}</td></tr>\n`,
  )
  yield html`<section aria-labelledby="part.doubts"><h2 id="part.doubts">存疑事项与处理办法</h2>
<table class="doubts stack"><thead><tr><th scope="col">原因</th><th scope="col" class="num">事项</th><th scope="col" class="num">涉及</th><th scope="col">处理办法</th></tr></thead><tbody>
${rows}</tbody></table></section>\n`
}
