import { sandboxOf } from '../../../src/crawl/launch-browser.ts'

/** Says on stdout how a browser would run under the user that runs this: the answer, then every warning. */
const warned: string[] = []
const log = { debug() {}, info() {}, warn: (_: object, message: string) => warned.push(message), error() {} }
const state = await sandboxOf(process.argv[2] ?? '', log).catch((error: unknown) => `broken: ${String(error).split('\n', 1)[0]}`)
process.stdout.write(JSON.stringify({ state, warned }))
