import { Markup } from './html.ts'
import { PRINT } from './style-print.ts'

const BASE = `
:root { --ink: #1c2127; --soft: #545d68; --rule: #d9dee4; --wash: #f5f7f9; --accent: #1f4f8f; --good: #1d6b3e; --bad: #a8201a; --open: #7a5200; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 12px; }
body { margin: 0 auto; padding: 0 24px 48px; max-width: 1200px; background: #fff; color: var(--ink);
  font: 15px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, p, dl, dd, ol, ul, figure { margin: 0; padding: 0; }
ol, ul { list-style: none; }
h1 { font-size: 30px; line-height: 1.25; letter-spacing: .02em; }
h2 { margin: 44px 0 12px; padding-bottom: 6px; border-bottom: 2px solid var(--ink); font-size: 20px; line-height: 1.35; }
h3 { font-size: 22px; line-height: 1.35; }
h4 { margin: 26px 0 8px; font-size: 16px; }
h5 { font-size: 15px; line-height: 1.5; }
small { color: var(--soft); font-size: 13px; font-weight: 400; }
a { color: var(--accent); text-decoration: underline 1px #a9bbd6; text-underline-offset: 3px; }
nav a, table a, header > a, a.tile { text-decoration: none; }
a:hover { text-decoration: underline 1px; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code { font: 13px/1.5 ui-monospace, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
code.hash { display: inline-block; max-width: 14ch; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; user-select: all; }
.num, .numbers, .facts, .seen, .sum, .cost, .risk { font-variant-numeric: tabular-nums; }
.none { color: var(--soft); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.top { padding: 36px 0 0; }
.eyebrow { color: var(--accent); font-size: 14px; letter-spacing: .18em; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 28px; margin: 12px 0 0; font-size: 14px; }
.facts div { display: flex; gap: 8px; max-width: 100%; }
.facts .wide { flex-basis: 100%; }
.facts dt { flex: none; color: var(--soft); }
.facts dd { min-width: 0; }
nav { display: flex; flex-wrap: wrap; gap: 2px 20px; margin: 18px 0 0; padding: 8px 0; border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule); font-size: 14px; }
.numbers { display: grid; grid-template-columns: repeat(7, 1fr); margin: 22px 0 0; }
.numbers div { padding: 2px 14px; border-left: 3px solid var(--rule); }
.numbers dt { color: var(--soft); font-size: 13px; }
.numbers dd { font-size: 24px; font-weight: 600; line-height: 1.3; }
.numbers .good { border-color: var(--good); } .numbers .insufficient, .numbers .veto { border-color: var(--bad); }
.numbers .sufficient { border-color: var(--accent); } .numbers .open { border-color: #d9a400; }

.badge { display: inline-block; padding: 0 7px; border: 1px solid currentColor; border-radius: 3px; font-size: 12.5px; line-height: 1.55; white-space: nowrap; }
.badge { margin-right: 4px; }
.badge.good { color: var(--good); background: #edf6f0; } .badge.sufficient { color: var(--accent); background: #eef3fa; }
.badge.insufficient { color: var(--bad); background: #fcf0ef; } .badge.open { color: var(--open); background: #fdf6e3; }
.badge.veto { color: #fff; background: var(--bad); border-color: var(--bad); }
.cost { color: var(--bad); font-weight: 600; white-space: nowrap; } .risk { color: var(--open); white-space: nowrap; }
.cost + .risk, .cost + .count { margin-left: 8px; }

.worst { counter-reset: n; columns: 2; column-gap: 40px; }
.worst li { position: relative; padding: 8px 0 8px 34px; border-bottom: 1px solid var(--rule); break-inside: avoid; counter-increment: n; }
.worst li::before { content: counter(n); position: absolute; left: 0; width: 22px; color: var(--soft); text-align: right; font-variant-numeric: tabular-nums; }
.worst .what { font-weight: 600; } .worst .which { font-weight: 400; } .worst .count { color: var(--soft); font-weight: 400; }
.worst .example { color: var(--soft); font-size: 13.5px; } .proof { display: inline-block; white-space: nowrap; }
.legend h2 { border-bottom-width: 1px; border-color: var(--rule); font-size: 17px; }
.legend dl { display: grid; grid-template-columns: 1fr 1fr; gap: 10px 40px; font-size: 14px; }
.legend dt { font-weight: 600; } .legend dd { color: #3b434c; } .legend li { color: var(--soft); font-size: 13px; }
`

const TABLES = `
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th, td { padding: 6px 8px; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: baseline; font-weight: 400; }
th:first-child, td:first-child { padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
thead th { border-bottom: 1px solid var(--ink); color: var(--soft); font-size: 13px; vertical-align: bottom; }
th.num, td.num { text-align: right; white-space: nowrap; }
.league tbody th { font-weight: 600; } .league .total { font-weight: 600; } .league tbody tr:hover { background: var(--wash); }
.league .drawn { width: 22%; min-width: 160px; padding-left: 14px; padding-right: 14px; }
.league .rank { width: 56px; } .league .grade { white-space: nowrap; } .league tbody th { width: 21%; } td .code { white-space: nowrap; }
.bar, .axis { display: block; width: 100%; overflow: visible; }
.league td.drawn { padding-top: 9px; vertical-align: top; }
.bar .track { fill: #e6eaef; } .bar .line { stroke: #8b95a1; stroke-width: 1; stroke-dasharray: 2 2; }
.bar .range { fill: var(--accent); fill-opacity: .32; } .bar .end { stroke: var(--accent); stroke-width: 3; }
.axis text { fill: var(--soft); font-size: 12px; }
.remedy { color: var(--soft); } .plain li { padding: 4px 0; border-bottom: 1px solid var(--rule); }

.tiles { display: grid; grid-template-columns: repeat(7, 1fr); gap: 8px; }
.tile { display: flex; flex-direction: column; gap: 2px; height: 100%; min-height: 104px; padding: 9px 10px; border: 1px solid var(--rule); border-top-width: 4px; color: var(--ink); line-height: 1.4; }
.tile b { font-size: 14px; } .tile .total { margin-top: auto; font-size: 13.5px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.tile:hover { text-decoration: none; border-color: var(--ink); }
.tile.good { border-color: var(--good); background: #edf6f0; } .tile.sufficient { border-color: var(--accent); background: #eef3fa; }
.tile.insufficient { border-color: var(--bad); background: #fcf0ef; } .tile.open { border-color: #b98a00; background: #fdf8ea; }

.site { padding-top: 30px; margin-top: 36px; border-top: 2px solid var(--ink); }
h2 + .site { margin-top: 0; padding-top: 8px; border-top: 0; }
.site > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 20px; font-size: 13px; } .site > header h3 { flex: 1 1 auto; }
.summary { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 440px); gap: 16px 48px; align-items: start; margin-top: 18px; }
.sum b { font-size: 26px; line-height: 1.2; } .place { margin-left: 10px; }
.scores .drawn { margin: 8px 0 10px; } .scores .row { display: grid; grid-template-columns: 11.5em 7.5em 1fr; gap: 12px; align-items: center; padding: 3px 0; font-size: 14px; }
.scores .row .num { text-align: right; }
.trend { font-size: 13px; } .trend figcaption { color: var(--soft); } .chart svg { display: block; width: 100%; height: auto; }
summary { width: fit-content; color: var(--accent); cursor: pointer; }
.points th small { display: block; } .points .part th { padding-top: 12px; color: var(--accent); font-weight: 600; }
.points { table-layout: fixed; } .points thead th { width: 9.5%; } .points thead th:first-child { width: 44%; } .points thead th:nth-child(2) { width: 20%; } .points thead th:nth-child(3) { width: 5.5%; } .points thead th:last-child { width: 11.5%; } .points .costs th { font-weight: 600; } .points .costs .lost { color: var(--bad); font-weight: 600; } .points .doubted .lost { color: var(--open); font-weight: 600; }
.points .calm .lost { color: var(--soft); } .points .rule { color: var(--soft); font-size: 13px; } .points .tally { font-variant-numeric: tabular-nums; } .tally .badge { margin-right: 6px; }

.kind { margin-top: 18px; } .kind h5 { margin-top: 4px; } .basis { color: var(--soft); font-size: 13px; }
.problems { margin-top: 6px; border-top: 1px solid var(--rule); }
.problems > li { padding: 8px 0 9px 14px; border-bottom: 1px solid var(--rule); border-left: 3px solid var(--bad); font-size: 14px; }
.problems > li.inconclusive { border-left-color: #d9a400; }
.problems > li:target { background: #fffbe6; }
.conclusion { margin-right: 4px; color: var(--bad); font-weight: 600; } .inconclusive .conclusion { color: var(--open); }
.says { font-size: 15px; } .says .badge, .says .cost, .says .risk { margin-right: 8px; }
.where { display: flex; flex-wrap: wrap; gap: 0 28px; } .where div { display: flex; gap: 8px; max-width: 100%; } .where dt { flex: none; color: var(--soft); } .where dd { min-width: 0; }
.url { overflow-wrap: anywhere; word-break: break-all; }
.seen { color: var(--soft); font-size: 13px; } .seen span { display: inline-block; max-width: 100%; } .seen span:not(:last-child)::after { content: "\\00a0·"; } .seen .anchor { color: var(--soft); }
.doubt { margin-top: 2px; } .same { color: var(--soft); font-size: 13px; }
.picture { margin: 8px 0; } .picture img { display: block; max-width: min(100%, 560px); height: auto; border: 1px solid var(--rule); }
.picture figcaption { margin-top: 3px; color: var(--soft); font-size: 13px; }
.evidence { font-size: 13px; } .evidence ol { margin: 4px 0 0; } .evidence li { padding: 5px 0 5px 12px; border-left: 1px solid var(--rule); color: #3b434c; }
.evidence li span + span { margin-left: 10px; } .more > summary { margin: 8px 0; }
footer { margin-top: 40px; padding-top: 10px; border-top: 1px solid var(--rule); color: var(--soft); font-size: 13px; }
`

/** Only what is in view is laid out: a slow machine opens two hundred sites. Tables become stacks where they would not fit. */
const SCREEN = `
@media screen { .site { content-visibility: auto; contain-intrinsic-size: auto 1600px; } }
@media screen and (max-width: 1120px) { .league thead .num { white-space: normal; } }
@media screen and (max-width: 860px) {
  .worst { columns: 1; } .legend dl, .summary { grid-template-columns: minmax(0, 1fr); }
  .numbers { grid-template-columns: repeat(4, 1fr); gap: 12px 0; } .tiles { grid-template-columns: repeat(4, 1fr); }
  .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stack, .stack tbody { display: block; }
  .stack tr { position: relative; display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: baseline; padding: 9px 0; border-bottom: 1px solid var(--rule); }
  .stack th, .stack td { padding: 0; border: 0; width: auto; }
  .stack [data-label]::before { content: attr(data-label) " "; color: var(--soft); font-weight: 400; }
  .league tr { padding-left: 3.2em; } .league .rank { position: absolute; left: 0; width: 3.2em; text-align: left; color: var(--soft); } .league tbody th { flex: 1 1 100%; }
  .league .drawn { order: 1; flex: 1 1 100%; min-width: 0; padding: 0; } .league .part { order: 2; font-size: 13px; } .league .grade { white-space: normal; }
  .points tbody th, .doubts tbody th, .doubts .remedy { flex: 1 1 100%; } .points .na { display: none; }
}
@media screen and (max-width: 560px) {
  body { padding: 0 16px 32px; } h1 { font-size: 25px; } .top { padding-top: 22px; } h2 { margin-top: 34px; } .site > header h3 { flex-basis: 100%; }
  .numbers small { display: none; } .numbers div { padding: 0 8px; } .numbers dd { font-size: 20px; } .tiles { grid-template-columns: 1fr 1fr; }
  .where dt { min-width: 4em; } .scores .row { grid-template-columns: 1fr auto; } .scores .row .bar { grid-column: 1 / -1; }
}
`

/** The one style sheet of the page, for screens and for paper. */
export const STYLE = new Markup(`${BASE}${TABLES}${SCREEN}${PRINT}`)
