import { BROWSER_LOSS_CASES } from './content/browser-loss-cases.ts'
import { PAGE_CASES } from './content/cases.ts'
import { SCRIPT_CASES } from './content/script-cases.ts'
import { SCRIPT_LOAD_CASES } from './content/script-load-cases.ts'
import { TRAP_CASES } from './content/traps/trap-cases.ts'
import { CRASH_CASES } from './crash/cases.ts'
import { ADDRESS_CASES } from './dns/address-cases.ts'
import { ANSWER_CASES } from './dns/answer-cases.ts'
import { ROUTE_CASES } from './dns/route-cases.ts'
import { FUZZ_CASES } from './fuzz/cases.ts'
import type { HostileCase } from './hostile-case.ts'
import { LIMIT_CASES } from './limits/limit-cases.ts'
import { HTTP_CASES, TLS_CASES } from './network/cases.ts'
import { HOSTILE_BUNDLE_CASES, HOSTILE_TEXT_CASES, SAFETY_CASES } from './safety/cases.ts'
import { BAN_CASES, FOLDER_CASES } from './vantage/ban-cases.ts'
import { NIGHT_CASES } from './vantage/night-cases.ts'
import { PROBE_CASES } from './vantage/probe-cases.ts'

/** One area of the table. */
export interface Area {
  readonly title: string
  readonly cases: readonly HostileCase[]
}

/** All areas, in the order in which they are read. */
export const AREAS: readonly Area[] = [
  { title: 'HTTP and redirects', cases: HTTP_CASES },
  { title: 'TLS', cases: TLS_CASES },
  { title: 'Names and routes', cases: [...ANSWER_CASES, ...ADDRESS_CASES, ...ROUTE_CASES] },
  { title: 'Bans, and what our line and resolver hide', cases: [...BAN_CASES, ...FOLDER_CASES, ...NIGHT_CASES, ...PROBE_CASES] },
  { title: 'Crashes, disk and clock', cases: CRASH_CASES },
  { title: 'Our own limits', cases: LIMIT_CASES },
  { title: 'Fuzzing', cases: FUZZ_CASES },
  { title: 'Content', cases: [...PAGE_CASES, ...TRAP_CASES] },
  { title: 'Scripts in the browser', cases: SCRIPT_CASES },
  { title: 'Pages that never finish, and browsers that end', cases: [...SCRIPT_LOAD_CASES, ...BROWSER_LOSS_CASES] },
  { title: 'Addresses that are not theirs', cases: SAFETY_CASES },
  { title: 'Hostile text', cases: HOSTILE_TEXT_CASES },
  { title: 'Hostile bundles', cases: HOSTILE_BUNDLE_CASES },
]

/** The table of cases as Markdown: every case that the tests run, and no other. */
export function tableOf(areas: readonly Area[]): string {
  const count = areas.reduce((sum, { cases }) => sum + cases.length, 0)
  const head = [
    '# What a hostile world does, and what govsite says of it',
    '',
    `${count} cases. Made from the lists that the tests in this folder run (\`npm run hostile-table\`); a test fails when this page and the lists differ.`,
  ]
  return `${[...head, ...areas.flatMap(sectionOf)].join('\n')}\n`
}

function sectionOf({ title, cases }: Area): string[] {
  const rows = cases.map(({ name, does, verdict, blame, because }) => [name, does, verdict, blame, because ?? ''].map(cell).join(' | '))
  return [
    '',
    `## ${title}`,
    '',
    '| case | what happens | verdict | blame | why |',
    '|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ]
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/[\r\n]+/g, ' ')
}
