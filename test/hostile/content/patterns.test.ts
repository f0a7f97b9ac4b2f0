import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { attacksOn } from './attack-strings.ts'
import { type SourcePattern, sourcePatterns } from './source-patterns.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
/** An explosion shows at a few dozen characters; the square of the length only at thousands. */
const STEPS = [16, 20, 24, 28, 32, 256, 2000, 8000]
const MOST_MILLIS = 200

const PATTERNS = await sourcePatterns(ROOT)

function millisOf(pattern: RegExp, text: string): number {
  const { user, system } = process.cpuUsage()
  text.replace(pattern, '')
  const after = process.cpuUsage()
  return (after.user + after.system - user - system) / 1000
}

const best = (pattern: RegExp, text: string): number => Math.min(...[0, 1, 2].map(() => millisOf(pattern, text)))

/** What is wrong with the time that a pattern takes; undefined where nothing is. */
function wrongWith({ pattern }: SourcePattern): string | undefined {
  // Every match of the whole text is the most that any use of a pattern can ask for.
  const every = new RegExp(pattern.source, [...new Set(`${pattern.flags}g`)].join(''))
  for (const attack of attacksOn(pattern)) {
    const shown = JSON.stringify(attack(40))
    let last = 0
    for (const n of STEPS) {
      const text = attack(n)
      last = millisOf(every, text)
      if (last > MOST_MILLIS) last = millisOf(every, text)
      if (last > MOST_MILLIS) return `${Math.round(last)} ms for ${n} characters like ${shown}`
    }
    if (last <= 2) continue
    const [short, long] = [best(every, attack(2000)), best(every, attack(8000))]
    if (long > 2 && long / short >= 8) return `${long.toFixed(1)} ms for 8000 characters, ${short.toFixed(1)} ms for 2000, like ${shown}`
  }
  return undefined
}

test('the patterns of the product are found', () => {
  expect(PATTERNS.length).toBeGreaterThan(200)
})

test('a pattern that explodes, or takes the square of the length, is told', () => {
  expect(wrongWith({ file: '', pattern: /^(?:a{1,3})+$/ })).toBeDefined()
  expect(wrongWith({ file: '', pattern: /\s+$/ })).toBeDefined()
  expect(wrongWith({ file: '', pattern: /\s{1,9}$/ })).toBeUndefined()
})

test('no pattern takes more than in line with the length of a hostile text', () => {
  const wrong = PATTERNS.flatMap((one) => {
    const what = wrongWith(one)
    return what === undefined ? [] : [`${one.file} ${one.pattern}: ${what}`]
  })
  expect(wrong).toEqual([])
})
