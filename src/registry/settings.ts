import { z } from 'zod'
import type { Problem } from '../model/config.ts'
import type { Settings } from '../model/settings.ts'
import { judgeAddress, judgeCidr, judgeCron, judgeHostName, judgeResolver, judgeTimezone, judgeUserAgent } from './network-words.ts'
import { amount, count, phrases, text, webUrl, words } from './schema.ts'
import type { YamlFile } from './yaml-file.ts'
import { check } from './yaml-problems.ts'

const ports = z.array(count(1, 65_535)).readonly()

/** Every key of `settings.yaml`. It holds no defaults: those are the shipped file itself, so that they are written once. */
export const settingsSchema = z.strictObject({
  userAgent: text(judgeUserAgent),
  resolver: z.strictObject({
    servers: z.array(text(judgeResolver)).readonly(),
    hosts: z.record(text(judgeHostName), z.array(text(judgeAddress)).readonly()),
    timeoutSeconds: amount(0.1, 60),
  }),
  guard: z.strictObject({
    allow: z.array(z.strictObject({ cidr: text(judgeCidr), ports: ports.exactOptional() })).readonly(),
    ports,
  }),
  politeness: z.strictObject({
    requestsPerSecond: amount(0.01, 100_000),
    requestsPerSecondPerAddress: amount(0.01, 100_000),
    connectionsPerHost: count(1, 1000),
    retryAfterCapSeconds: amount(0, 86_400),
    sitesAtOnce: count(1, 500),
  }),
  limits: z.strictObject({
    deadlineSeconds: amount(0.1, 600),
    linksPerSite: count(1, 1_000_000),
    pagesPerSite: count(1, 1_000_000),
    columnsPerSite: count(1, 100_000),
    bodyBytes: count(1024, 1_073_741_824),
    linkBodyBytes: count(1024, 1_073_741_824),
    redirects: count(0, 50),
    secondLookSeconds: amount(0, 86_400),
    visitMinutes: amount(0.01, 1440),
    articleSamples: count(0, 1000),
    rendersPerSite: count(0, 10_000),
  }),
  vantage: z.strictObject({ canaries: z.array(webUrl).readonly(), everySeconds: amount(1, 86_400) }),
  render: z.strictObject({
    enabled: z.boolean(),
    browser: words.exactOptional(),
    timeoutSeconds: amount(1, 600),
    pagesAtOnce: count(1, 64),
    pagesPerBrowser: count(1, 10_000),
    picturesPerSite: count(0, 1000),
    pictureDays: amount(0, 3650),
  }),
  schedule: z.strictObject({
    timezone: text(judgeTimezone),
    crawl: text(judgeCron),
    // Fewer than 20 visits a day cannot serve the availability rule (see the shipped file).
    probesPerDay: count(20, 1440),
    catchUpHours: amount(0, 168),
  }),
  seal: z.strictObject({
    timeAuthority: webUrl.exactOptional(),
    timeAuthorityCertificates: phrases,
    timeoutSeconds: amount(0.1, 600),
  }),
  ledger: z.strictObject({
    columns: z.strictObject({
      number: phrases,
      siteCode: phrases,
      siteName: phrases,
      submittedAt: phrases,
      dispatchedAt: phrases,
      answeredAt: phrases,
      status: phrases,
    }),
    unfounded: phrases,
    extended: phrases,
    closed: phrases.exactOptional(),
  }),
}) satisfies z.ZodType<Settings>

/** Settings of the user's file, every key that it leaves out taken from the shipped one; `undefined` when something is wrong, which `problems` tells. */
export function readSettings(shipped: YamlFile, own: YamlFile | undefined, problems: Problem[]): Settings | undefined {
  if (!own || own.file === shipped.file) return check(settingsSchema, shipped, shipped.value, problems)
  return check(settingsSchema, own, overlay(shipped.value, own.value), problems)
}

/** `over` on top of `under`: groups are merged key by key, everything else is replaced; a key without a value is as good as absent. */
export function overlay(under: unknown, over: unknown): unknown {
  if (over === null || over === undefined) return under
  if (!isGroup(under) || !isGroup(over)) return over
  const keys = new Set([...Object.keys(under), ...Object.keys(over)])
  return Object.fromEntries(
    [...keys].map((key) => [key, overlay(member(under, key), member(over, key))]).filter(([, value]) => value !== undefined),
  )
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function member(group: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(group, key) ? group[key] : undefined
}
