/** A4: a site begins on a page of its own, nothing is cut through, and what is folded on a screen is open. */
export const PRINT = `
@page { size: A4; margin: 16mm 14mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); font: 9pt sans-serif; color: #545d68; } }
@media print {
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.5; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .only-screen, nav { display: none; }
  .top { padding-top: 0; } h1 { font-size: 20pt; } h2 { margin: 18pt 0 6pt; font-size: 13pt; } h3 { font-size: 14pt; } h4 { margin: 12pt 0 4pt; font-size: 11pt; } h5, .says { font-size: 10pt; }
  small, .rule, .seen, .trend, .same, .doubt, .legend li, .facts, table, .legend dl, .worst .example, .basis, .seen, .problems > li, .evidence, .picture figcaption { font-size: 8.5pt; }
  .numbers dd { font-size: 15pt; } .numbers { margin-top: 12pt; } .numbers div { padding: 0 8px; }
  h2, h3, h4, h5, thead, tr.part, .kind > .basis, summary { break-after: avoid; } tr, .problems > li, .worst li, .tile, .seen, .says, .where, figure, .evidence li, .numbers, .summary, .legend dl > div { break-inside: avoid; }
  thead { display: table-header-group; } p { orphans: 2; widows: 2; }
  .site { break-before: page; margin-top: 0; padding-top: 0; border-top: 0; }
  .tiles { grid-template-columns: repeat(5, 1fr); } .tile { min-height: 0; } .summary { grid-template-columns: 1fr 1fr; gap: 16px 24px; }
  .scores .row { grid-template-columns: 10.5em 7em 1fr; } .sum b { font-size: 16pt; } .axis text { font-size: 7.5pt; }
  th, td { padding: 4px 6px; } .league thead .num { white-space: normal; } .league td.drawn { padding-top: 4px; } .league { table-layout: fixed; } .league th, .league td { padding-left: 3px; padding-right: 3px; } td .code { display: block; }
  .league .rank { width: 7%; } .league thead th:nth-child(2) { width: 23%; } .league thead th:nth-child(3) { width: 13%; } .league .drawn { width: 17%; min-width: 0; padding: 0 8px; }
  .league .grade { width: 10%; white-space: normal; } .league .count { width: 5%; } .league .badge { margin-bottom: 1px; }
  details::details-content { content-visibility: visible; display: block; height: auto; } summary { color: var(--soft); list-style: none; } .trend details { display: none; }
  code, code.hash { display: inline; max-width: none; overflow: visible; white-space: normal; overflow-wrap: anywhere; font-size: 7.5pt; vertical-align: baseline; }
  .picture img { max-width: 90mm; max-height: 64mm; width: auto; }
  a, a.url { color: inherit; text-decoration: none; }
}
`
