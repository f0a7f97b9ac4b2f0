import type { Section, Table, Target } from './section.ts'

type Machine = readonly (readonly [string, string])[]

/** The section for a terminal. */
export function asText({ title, about, tables, notes, targets }: Section): string {
  const judged = { headings: ['target', 'wanted', 'got', ''], rows: targets.map(rowOf) }
  return [
    '',
    `== ${title} ==`,
    about,
    ...[...tables, judged].flatMap((table) => ['', ...alignedRows(table)]),
    '',
    ...notes,
    ...whys(targets),
  ].join('\n')
}

/** The whole report; `RESULTS.md`. */
export function asMarkdown(
  machine: Machine,
  sections: readonly Section[],
  { quick, all }: { readonly quick: boolean; readonly all: boolean },
): string {
  const missed = sections.flatMap(({ targets }) => targets).filter(({ reached }) => !reached)
  const lines = [
    '# Results of the bench',
    '',
    `Written by \`npm run bench -- --write\`. ${quick ? 'Small sizes, to see that it works: nothing here is to be quoted. ' : ''}${all ? '' : 'Only some of the jobs. '}Ratios travel from machine to machine better than seconds; nothing is asserted on time.`,
    '',
    '| | |',
    '|---|---|',
    ...machine.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    missed.length === 0
      ? 'Every target is reached.'
      : `Missed: ${missed.map(({ what, wanted, got }) => `${what} (${got}, wanted ${wanted})`).join('; ')}.`,
    ...sections.flatMap(sectionLines),
  ]
  return `${lines.join('\n')}\n`
}

function sectionLines({ title, about, tables, notes, targets }: Section): string[] {
  const judged = { headings: ['target', 'wanted', 'got', ''], rows: targets.map(rowOf) }
  return [
    '',
    `## ${title}`,
    '',
    about,
    ...[...tables, judged].flatMap((table) => ['', ...markdownRows(table)]),
    ...[...notes, ...whys(targets)].flatMap((note) => ['', note]),
  ]
}

function rowOf({ what, wanted, got, reached }: Target): string[] {
  return [what, wanted, got, reached ? 'reached' : 'MISSED']
}

function whys(targets: readonly Target[]): string[] {
  return targets.flatMap(({ what, reached, why }) => (why === undefined ? [] : [`${reached ? 'On' : 'Missed:'} ${what}: ${why}.`]))
}

function markdownRows({ headings, rows }: Table): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(headings), `|${headings.map(() => '---').join('|')}|`, ...rows.map(line)]
}

function alignedRows({ headings, rows }: Table): string[] {
  const all = [headings, ...rows]
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
