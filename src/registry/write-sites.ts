import type { Site } from '../model/site.ts'

const HEADING = ['code', 'name', 'kind', 'owner', 'home', 'columns', 'board', 'annual_form', 'rate', 'authorised']

/** The registry as the CSV that `readSites` reads back to the same sites: UTF-8 with a BOM, so that Excel shows it rightly. */
export function writeSitesCsv(sites: readonly Site[]): string {
  const rows = sites.map(({ code, name, owner, home, pins, rate, authorised }) => [
    code,
    name,
    owner.kind,
    owner.name,
    home,
    pins.columns.map((column) => `${column.name}|${column.kind}|${column.url.replaceAll(';', '%3B').replaceAll('|', '%7C')}`).join(';'),
    pins.board === null ? 'none' : (pins.board ?? ''),
    pins.annualForm ?? '',
    rate === undefined ? '' : String(rate),
    authorised ? 'yes' : '',
  ])
  return `\ufeff${[HEADING, ...rows].map((row) => `${row.map(quoteCell).join(',')}\r\n`).join('')}`
}

function quoteCell(cell: string): string {
  return /[",\r\n\t;]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
