import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os'
import { promisify } from 'node:util'
import { found, hasScrapy, PYTHON } from './install.ts'

const run = promisify(execFile)

/** What the figures were measured with: name and value. */
export async function machineOf(): Promise<readonly (readonly [string, string])[]> {
  const nginx = await found('nginx')
  return [
    ['date', new Date().toISOString().slice(0, 10)],
    ['processor', `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores in use of ${cpus().length}`],
    ['memory', `${Math.round(totalmem() / 2 ** 30)} GiB`],
    ['system', `${type()} ${release()} ${arch()}`],
    ['Node', process.versions.node],
    ['undici, htmlparser2', `${versionOf('undici')}, ${versionOf('htmlparser2')}`],
    ['Crawlee', versionOf('@crawlee/http', 'test/bench/node_modules')],
    ['Scrapy', (await hasScrapy()) ? await said(PYTHON, ['-c', 'import scrapy; print(scrapy.__version__)']) : 'none'],
    ['server', nginx === null ? 'Node' : await said(nginx, ['-v'])],
  ]
}

function versionOf(name: string, folder = 'node_modules'): string {
  try {
    const { version }: { version?: unknown } = JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8'))
    return typeof version === 'string' ? version : 'unknown'
  } catch {
    // The peers are installed for one job only.
    return 'not installed'
  }
}

/** What a program says of its version, on whichever stream. */
async function said(program: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(program, args)
  return `${stdout}${stderr}`.trim()
}
