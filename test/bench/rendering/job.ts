import { lastJson, measure } from '../measure.ts'
import { atMost, type BenchOptions, round, type Section, target } from '../section.ts'
import { startServer } from '../serve.ts'
import { AS_SHIPPED } from '../towns.ts'

interface Step {
  readonly pages: number
  readonly seconds: number
  readonly node: number
  readonly browser: number
}

interface Drawn {
  readonly browser: true
  readonly pages: number
  readonly drawn: number
  readonly failures: readonly string[]
  readonly seconds: number
  readonly steps: readonly Step[]
  /** Processes of the browser that are there after the renderer was closed. */
  readonly left: number
}

/** Pages that a script fills, one after another through the program's renderer. */
export async function renderingJob({ quick, say }: BenchOptions): Promise<Section> {
  const pages = quick ? 40 : 500
  const server = await startServer([process.execPath, 'test/bench/rendering/server.ts'])
  const { port } = server.hello as { readonly port: number }
  say(`rendering: ${pages} pages`)
  const done = await measure([...AS_SHIPPED, 'test/bench/rendering/process.ts', `http://127.0.0.1:${port}`, String(pages)])
  await server.stop()
  const answer = lastJson(done) as Drawn | { readonly browser: false }
  return answer.browser ? sectionOf(answer, done.cpu) : withoutBrowser()
}

const ABOUT =
  'Pages whose list a script fetches and draws, by the program’s renderer as shipped. On the way one page’s process is killed, and later a whole browser.'

function sectionOf({ pages, drawn, failures, seconds, steps, left }: Drawn, cpu: number): Section {
  // The first steps fill caches; what grows after them would grow all night. A browser's memory rises and falls with the hundred pages that it draws before
  // another takes over: means over whole turns are compared.
  const early = steps.slice(1, 1 + Math.min(4, Math.floor(steps.length / 2)))
  const late = steps.slice(-early.length)
  const mean = (of: readonly Step[], pick: (step: Step) => number) => of.reduce((sum, step) => sum + pick(step), 0) / of.length
  return {
    title: 'Rendering',
    about: ABOUT,
    tables: [
      {
        headings: ['pages drawn', 'pages a minute', 'program, MiB', 'browser, MiB'],
        rows: steps.map((step, index) => {
          const from = steps[index - 1] ?? { pages: 0, seconds: 0 }
          const pace = ((step.pages - from.pages) / (step.seconds - from.seconds)) * 60
          return [String(step.pages), round(pace), round(step.node), round(step.browser)]
        }),
      },
    ],
    notes: [
      `${round((pages / seconds) * 60)} pages a minute over ${pages} pages, ${round((cpu / pages) * 1000)} ms CPU a page, browser included.`,
      ...(failures.length === 0 ? [] : [`Pages that failed: ${failures.join('; ')}`]),
    ],
    targets: [
      target('pages lost to two crashes', 'at most 2', String(pages - drawn), pages - drawn <= 2),
      atMost('memory of the program, last pages over first', mean(late, ({ node }) => node) / mean(early, ({ node }) => node), 1.1, ' ×'),
      atMost(
        'memory of the browser, last pages over first',
        mean(late, ({ browser }) => browser) / mean(early, ({ browser }) => browser),
        1.1,
        ' ×',
        'what a browser holds goes up and down with where in its hundred pages it is looked at',
      ),
      target('processes of the browser left behind', 'none', String(left), left === 0),
    ],
  }
}

function withoutBrowser(): Section {
  const why = 'there is no browser, or no Chinese font, on this machine'
  return { title: 'Rendering', about: ABOUT, tables: [], notes: [], targets: [target('pages drawn', 'all', 'none', false, why)] }
}
