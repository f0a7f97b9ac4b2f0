import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { growthJob } from './growth/job.ts'
import { installPeers } from './install.ts'
import { machineOf } from './machine.ts'
import { oneSiteJob } from './one-site/job.ts'
import { provinceJob } from './province/job.ts'
import { renderingJob } from './rendering/job.ts'
import { asMarkdown, asText } from './results.ts'
import type { BenchOptions, Section } from './section.ts'
import { stopAll, stopOnSignals } from './stop.ts'

const JOBS: Readonly<Record<string, (options: BenchOptions) => Promise<Section>>> = {
  'one-site': oneSiteJob,
  'province': provinceJob,
  'growth': growthJob,
  'rendering': renderingJob,
}
const USAGE = `npm run bench [-- job… options]
jobs: ${Object.keys(JOBS).join(', ')} (all when none is named)
--rounds N       of the floor and the program on one site (3)
--peer-rounds N  of the slower peers (1)
--quick          small sizes: to see that it works, not to be quoted
--write          writes test/bench/RESULTS.md`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    'peer-rounds': { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const unknown = positionals.filter((name) => !Object.hasOwn(JOBS, name))
const numbers = [Number(values.rounds), Number(values['peer-rounds'])]
if (values.help || unknown.length > 0 || numbers.some((number) => !Number.isInteger(number) || number < 1)) {
  process.stderr.write(`${unknown.length > 0 ? `no such job: ${unknown.join(', ')}\n` : ''}${USAGE}\n`)
  process.exitCode = values.help ? 0 : 2
} else await bench(positionals.length > 0 ? positionals : Object.keys(JOBS))

async function bench(names: readonly string[]): Promise<void> {
  stopOnSignals()
  const say = (text: string) => void process.stderr.write(`${text}\n`)
  try {
    if (names.includes('one-site')) await installPeers(say)
    const machine = await machineOf()
    const [rounds = 1, peerRounds = 1] = numbers
    const sections: Section[] = []
    for (const name of names) {
      const section = await JOBS[name]?.({ rounds, peerRounds, quick: values.quick, say })
      if (section === undefined) continue
      process.stdout.write(`${asText(section)}\n`)
      sections.push(section)
    }
    if (values.write)
      writeFileSync(
        'test/bench/RESULTS.md',
        asMarkdown(machine, sections, { quick: values.quick, all: names.length === Object.keys(JOBS).length }),
      )
  } finally {
    stopAll()
  }
}
