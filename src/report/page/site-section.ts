import type { RunView } from '../run-view.ts'
import type { SiteView } from '../site-view.ts'
import { axis, bar, gradeBadge, moment, places, points, type Scale, vetoBadge } from './figures.ts'
import { html, type Markup, outward, siteAnchor } from './html.ts'
import { pointsTable } from './indicators.ts'
import { scaleOf } from './league.ts'
import type { Pictures } from './picture.ts'
import { problemList } from './problems.ts'

/** All that is said of one site, in pieces. */
export async function* siteSection(site: SiteView, rubrics: RunView['rubrics'], pictures: Pictures): AsyncGenerator<Markup> {
  const scale = scaleOf(rubrics, site.score?.rubric ?? '', site.score?.full ?? 0)
  yield html`<section class="site" id="${siteAnchor(site.code)}" aria-labelledby="${siteAnchor(site.code)}.name">
${heading(site)}
<div class="summary">${scores(site, scale)}${await history(site, scale)}</div>
`
  yield* pointsTable(site)
  yield* problemList(site, pictures)
  yield html`</section>\n`
}

function heading({ code, name, home, owner, visit, rubric, seal, problems }: SiteView): Markup {
  const visited =
    visit === null ? '未完成检查' : `${moment(visit.startedAt)} 至 ${visit.finishedAt === null ? '尚未结束' : moment(visit.finishedAt)}`
  return html`<header><h3 id="${siteAnchor(code)}.name">${name}</h3> <a class="only-screen" href="#${siteAnchor(code)}.problems">问题与存疑 ${problems.length} 项</a> <a class="only-screen" href="#part.top">返回顶部</a></header>
<dl class="facts">
<div><dt>标识码</dt><dd>${code}</dd></div>
<div><dt>主办单位</dt><dd>${owner.name}</dd></div>
<div><dt>首页</dt><dd>${outward(home)}</dd></div>
<div><dt>检查时间</dt><dd>${visited}</dd></div>
<div><dt>计分表</dt><dd>${rubric === null ? '没有适用的计分表' : `${rubric.title}（${rubric.id}）`}</dd></div>
<div class="wide"><dt>封存根值</dt><dd>${seal === null ? '未封存' : html`<code>${seal.root}</code>（${moment(seal.sealedAt)}）`}</dd></div>
</dl>`
}

function scores({ score, rank }: SiteView, scale: Scale): Markup {
  if (score === null) return html`<p class="none">该网站未计分。</p>`
  const place = rank === null ? null : html`<span class="place">第 ${places(rank)} 名 <small>共 ${rank.of} 个</small></span>`
  const parts = score.parts.map(
    (part) =>
      html`<div class="row"><span class="name">${part.title} <small>${part.points} 分</small></span><span class="num">${points(part.score)}</span>${bar(part.score, { full: part.points, lines: [] })}</div>`,
  )
  return html`<div class="scores"><p class="sum"><b>${points(score.total)}</b><small> / ${score.full} 分</small> ${gradeBadge(score.grade)}${vetoBadge(score.vetoed)} ${place}</p>
<div class="drawn">${axis(scale)}${bar(score.total, scale)}</div>
${parts}</div>`
}

/** Scores of earlier runs: a chart where there is a line to draw, and the numbers. */
async function history({ history: nights, score }: SiteView, scale: Scale): Promise<Markup | null> {
  const [first, last] = [nights[0], nights.at(-1)]
  if (nights.length < 2 || !first || !last || score === null) return null
  // Charts are a big part of what the program loads: only a run with history pays for them.
  const { trend } = await import('./trend.ts')
  const rows = nights.map(({ run, day, total }) => html`<tr><td>${day}</td><td>${run}</td><td class="num">${points(total)}</td></tr>`)
  return html`<figure class="trend"><figcaption>历次总分，${first.day} 至 ${last.day}</figcaption>${trend(nights, scale)}
<details><summary>${nights.length} 次的分数</summary><table><thead><tr><th scope="col">日期</th><th scope="col">检查批次</th><th scope="col" class="num">总分</th></tr></thead><tbody>${rows}</tbody></table></details></figure>`
}
