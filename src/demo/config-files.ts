import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { CANARY_HOST } from './outside.ts'
import type { SitePlan, World } from './plan.ts'

const HEADINGS = ['code', 'name', 'kind', 'owner', 'home']

export interface Served {
  readonly resolver: string
  readonly ports: readonly number[]
}

/** Writes what differs from the shipped configuration into `dir`: the registry, and settings that lead to loopback only. */
export async function writeConfig(dir: string, plans: readonly SitePlan[], world: World, served: Served): Promise<void> {
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, 'sites.csv'), registry(plans, world))
  await writeFile(
    join(dir, 'settings.yaml'),
    `# Written anew at every start of the demo province.\n${stringify(settings(world, served), { aliasDuplicateObjects: false })}`,
  )
}

function registry(plans: readonly SitePlan[], world: World): string {
  const rows = plans.map((plan) => [plan.code, plan.name, plan.kind, plan.owner, `${world.origin(plan.host)}/`])
  return `${[HEADINGS, ...rows].map((row) => row.join(',')).join('\n')}\n`
}

/** The servers are our own and all on this machine, so the night need not be gentle; its deadline stays long enough for a busy machine. */
function settings(world: World, { resolver, ports }: Served): object {
  return {
    userAgent: 'govsite/0.1 (demo province on this machine; contact: nobody@example.invalid)',
    resolver: { servers: [resolver], timeoutSeconds: 5 },
    guard: {
      allow: [
        { cidr: '127.0.0.0/8', ports },
        { cidr: '::1/128', ports },
      ],
    },
    politeness: { requestsPerSecond: 80, requestsPerSecondPerAddress: 400, connectionsPerHost: 6, sitesAtOnce: 20 },
    limits: { deadlineSeconds: 4, secondLookSeconds: 1, visitMinutes: 3 },
    vantage: { canaries: [`${world.origin(CANARY_HOST)}/`], everySeconds: 20 },
    render: { timeoutSeconds: 20 },
  }
}
