import { readFileSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import { createNet } from '../../crawl/net.ts'
import { type PageInput, readPage } from '../../extract/page.ts'
import { savedFrom } from '../../extract/saved-from.ts'
import { type Config, UserError } from '../../model/config.ts'
import { FAILURES } from '../../model/failure.ts'
import type { PageFacts } from '../../model/page.ts'
import { now } from '../clock.ts'
import { type CommonOptions, configOf, logOf } from '../context.ts'
import { inspection, inspectionText } from '../inspection.ts'
import { print, printJson, withCommon } from '../options.ts'

interface InspectOptions extends CommonOptions {
  readonly url?: string
}

export function addInspect(program: Command): void {
  withCommon(program.command('inspect'))
    .description('show everything that the extractors see in one page')
    .argument('<page>', 'a saved page (file) or a URL')
    .option('--url <base>', 'the URL that a saved page was saved from (default: what the browser noted in it)')
    .action(async (target: string, options: InspectOptions) => {
      const config = await configOf(options)
      const facts = /^https?:\/\//i.test(target) ? await fromUrl(target, config, options) : fromFile(target, config, options.url)
      if (options.json) printJson(inspection(facts))
      else print(inspectionText(facts))
    })
}

function fromFile(file: string, config: Config, base: string | undefined): PageFacts {
  const bytes = read(file)
  if (base !== undefined && !(URL.canParse(base) && /^https?:/.test(new URL(base).protocol))) {
    throw new UserError('--url is no absolute URL', [{ file: 'command line', at: '--url', expected: 'http://… or https://…', got: base }])
  }
  return readPage({ bytes, url: base ?? savedFrom(bytes) ?? pathToFileURL(file).href, config })
}

function read(file: string): Uint8Array {
  const wrong = (got: string) =>
    new UserError(`cannot inspect ${file}`, [
      { file, expected: 'a saved page (HTML file), or a URL that begins with http:// or https://', got },
    ])
  try {
    if (statSync(file).isDirectory()) throw wrong('a folder')
    return readFileSync(file)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw wrong(error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'nothing there' : String(error))
  }
}

/** One polite look over IPv4, then over IPv6 where there is no IPv4. */
async function fromUrl(target: string, config: Config, options: CommonOptions): Promise<PageFacts> {
  if (!URL.canParse(target))
    throw new UserError('no URL', [{ file: 'command line', at: 'page', expected: 'http://… or https://…', got: target }])
  const net = createNet({ settings: config.settings, log: logOf(options), now })
  try {
    const request = { url: target, maxBytes: config.settings.limits.bodyBytes }
    let look = await net.look({ ...request, family: 4 })
    if (look.outcome.kind === 'failed' && ['no-address', 'no-route'].includes(look.outcome.failure))
      look = await net.look({ ...request, family: 6 })
    const { outcome } = look
    if (outcome.kind === 'failed') {
      throw new UserError(`no page from ${target}`, [
        {
          file: target,
          expected: 'an answer',
          got: `${outcome.failure} (${FAILURES[outcome.failure].says}): ${outcome.detail}`,
          fix: 'see: govsite doctor',
        },
      ])
    }
    const input: PageInput = {
      bytes: outcome.body,
      url: outcome.finalUrl,
      status: outcome.status,
      headers: outcome.headers,
      truncated: outcome.truncated,
      config,
    }
    return readPage(input)
  } finally {
    await net.close()
  }
}
