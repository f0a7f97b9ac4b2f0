import type { Command } from 'commander'
import { getHostname } from 'tldts'
import { type Config, UserError } from '../../model/config.ts'
import type { RecordedFinding } from '../../model/finding.ts'
import type { OwnerKind, Site } from '../../model/site.ts'
import { type CommonOptions, withContext } from '../context.ts'
import { runNight } from '../night.ts'
import { print, printJson, withCommon } from '../options.ts'
import { createProgress } from '../progress.ts'
import { siteSummary } from '../run-summary.ts'
import { runDocument } from '../site-document.ts'
import { stopSignal } from '../stop-signal.ts'

interface AuditOptions extends CommonOptions {
  readonly kind?: string
}

const KINDS: readonly OwnerKind[] = ['city', 'department', 'county']

export function addAudit(program: Command): void {
  withCommon(program.command('audit'))
    .description('visit one site now, registered or not; exit 0 no failing finding, 1 some, 3 nothing could be judged')
    .argument('<site>', 'URL of a homepage, or the code of a registered site')
    .option('--kind <kind>', `kind of owner of an unregistered site: ${KINDS.join(', ')} (default: city for www.…, else department)`)
    .action(async (target: string, options: AuditOptions) => {
      await withContext(options, 'write', async (context) => {
        const site = findSite(target, context.config, options.kind)
        const progress = createProgress(process.stderr, false)
        const stop = stopSignal()
        try {
          const config = { ...context.config, sites: [site] }
          const run = await runNight({ ...context, kind: 'audit', config, progress, signal: stop.signal })
          progress.end()
          const [document] = (await runDocument(run, context.store)).sites
          if (options.json) printJson(document)
          else print(await siteSummary(run, site, context.store))
          process.exitCode = exitCode(await context.store.judgements.findings(run.id, site.code))
        } finally {
          progress.end()
          stop.dispose()
        }
      })
    })
}

function exitCode(findings: readonly RecordedFinding[]): number {
  if (findings.some((finding) => finding.verdict === 'fail')) return 1
  return findings.some((finding) => finding.verdict === 'pass') ? 0 : 3
}

function findSite(target: string, config: Config, kind: string | undefined): Site {
  const byCode = config.sites.find((site) => site.code === target)
  if (byCode) return byCode
  const url = homeUrl(target)
  const registered = config.sites.find((site) => sameHome(site.home, url))
  if (registered) return registered
  const owner = ownerKind(kind, url)
  return {
    code: slug(url),
    name: url.host,
    owner: { name: url.host, kind: owner },
    home: url.href,
    pins: { columns: [] },
    authorised: false,
  }
}

function homeUrl(target: string): URL {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(target) || !target.includes('.') ? target : `http://${target}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && getHostname(url.href)) return url
  throw new UserError(`"${target}" is neither a registered code nor the URL of a site`, [
    {
      file: 'command line',
      at: 'site',
      expected: 'http://…, https://… or a code of the registry',
      got: target,
      fix: 'see: govsite sites list',
    },
  ])
}

const sameHome = (home: string, url: URL): boolean =>
  URL.canParse(home) && new URL(home).host === url.host && url.pathname === new URL(home).pathname

function ownerKind(kind: string | undefined, url: URL): OwnerKind {
  const known = KINDS.find((one) => one === kind)
  if (known) return known
  if (kind === undefined) return url.hostname.startsWith('www.') ? 'city' : 'department'
  throw new UserError('unknown kind of owner', [{ file: 'command line', at: '--kind', expected: KINDS.join(', '), got: kind }])
}

const slug = (url: URL): string => `${url.host}${url.pathname === '/' ? '' : url.pathname}`.replace(/[^\w.-]+/g, '-')
