import { existsSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { loadChecks } from '../../audit/catalogue.ts'
import { type Bag, openBag } from '../../bundle/bag/open.ts'
import { knownKey, publicKeyOfPem } from '../../bundle/seal/key.ts'
import { type BundleReport, verifyBundle } from '../../bundle/verify/verify-bundle.ts'
import { verifyDatabase } from '../../bundle/verify/verify-database.ts'
import { UserError } from '../../model/config.ts'
import type { Difference } from '../../model/difference.ts'
import { readAuthorityFiles } from '../../registry/authorities.ts'
import { type CommonOptions, type Context, configOf, logOf, withContext } from '../context.ts'
import { configFolder, dataFolder } from '../folders.ts'
import { judgeMaterial } from '../judge-material.ts'
import { print, printJson, withCommon } from '../options.ts'
import { plainText } from '../plain-text.ts'
import { PROGRAM } from '../seal-run.ts'
import { tellUserError } from '../user-error.ts'
import { verifyDocuments } from '../verify-documents.ts'

interface VerifyOptions extends CommonOptions {
  readonly key?: readonly string[]
}

export function addVerify(program: Command): void {
  withCommon(program.command('verify'))
    .description(
      'prove that nothing was changed since it was sealed: the database, or an exported bundle; exit 0 all equal, 1 anything differs',
    )
    .argument('[file]', 'an exported bundle (default: the evidence database)')
    .option('--key <fingerprint|file>', 'the key that must have signed the bundle: fingerprint or PEM file; may be given again', collect)
    .action(async (file: string | undefined, options: VerifyOptions) => {
      if (file === undefined) await withContext(options, 'read', (context) => verifyStored(context, options))
      else await verifyFile(file, options)
    })
}

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value]

async function verifyStored({ store }: Context, options: CommonOptions): Promise<void> {
  const differences: Difference[] = []
  const checking = verifyDatabase(store, ({ id }) => process.stderr.write(`verifying ${id}\n`))
  let step = await checking.next()
  for (; !step.done; step = await checking.next()) differences.push(step.value)
  const { runs, unsealed, seals } = step.value
  process.exitCode = differences.length === 0 ? 0 : 1
  if (options.json) return printJson({ equal: differences.length === 0, runs, seals, unsealed, differences })
  const said = seals === 0 && differences.length === 0 ? '还没有封存过的批次，没有可以核对的声明。' : verdict(differences)
  const head = `已核对 ${runs} 个检查批次、${seals} 份封存声明：${said}`
  const open = unsealed.length > 0 ? [`未封存的批次（尚未结束，或者早于封存功能）：${unsealed.join('、')}。`] : []
  print([head, ...open, ...differences.map(differenceLine)].join('\n'))
}

async function verifyFile(file: string, options: VerifyOptions): Promise<void> {
  const keys = trustedKeys(options)
  const bag = await openOrTell(file, options)
  if (!bag) return
  try {
    const { differences, report, documents } = await verifyOpened(bag, options, keys)
    process.exitCode = differences.length === 0 ? 0 : 1
    if (options.json) printJson({ equal: differences.length === 0, ...report, keyKnown: keys !== undefined, documents, differences })
    else
      print(
        [
          ...bundleLines(report, differences, keys),
          ...(documents || differences.length > 0 ? [] : [OTHER_VERSION]),
          ...differences.map(differenceLine),
        ].join('\n'),
      )
  } finally {
    await bag.close()
  }
}

/** The bundle; undefined, with the answer given, for a file from which nothing can be told but that it is damaged or no bundle. */
async function openOrTell(file: string, options: VerifyOptions): Promise<Bag | undefined> {
  try {
    return await openBag(file)
  } catch (error) {
    // A file that is not there is a mistake in the command; one that was damaged is an answer to it.
    if (!(error instanceof UserError) || !existsSync(file)) throw error
    process.exitCode = 1
    if (options.json)
      printJson({ equal: false, differences: error.problems.map(({ got, at }) => ({ what: 'invalid', path: at ?? file, says: got })) })
    else tellUserError(error, process.stderr)
    return undefined
  }
}

/** Everything in which the opened bundle is not what was sealed and does not follow from its evidence. */
export async function verifyOpened(
  bag: Bag,
  options: CommonOptions,
  keys: readonly string[] | undefined,
): Promise<{ differences: Difference[]; report: BundleReport; documents: boolean }> {
  const checks = await loadChecks()
  const log = logOf(options)
  const { settings } = await configOf(options)
  const authorities = await readAuthorityFiles(configFolder(options.config), settings.seal.timeAuthorityCertificates)
  const checking = verifyBundle(bag, {
    authorities,
    judge: (material) => judgeMaterial({ ...material, checks, log }),
    onSite: (done, total) => process.stderr.write(`[${done}/${total}] verified\n`),
    ...(keys ? { keys } : {}),
  })
  const differences: Difference[] = []
  let step = await checking.next()
  for (; !step.done; step = await checking.next()) differences.push(step.value)
  // Documents follow from evidence that stands; of another version they may be worded otherwise.
  const documents = differences.length === 0 && bag.info.get('bag-software-agent') === PROGRAM
  if (documents) for await (const difference of verifyDocuments(bag, log)) differences.push(difference)
  return { differences, report: step.value, documents }
}

/** The keys named, or else the installation's own; undefined where there is neither, and the reader has to compare fingerprints. */
export function trustedKeys({ key, data }: VerifyOptions): readonly string[] | undefined {
  if (key && key.length > 0) return key.map(fingerprintOf)
  const own = knownKey(dataFolder(data))
  return own && [own.fingerprint]
}

function fingerprintOf(named: string): string {
  const digits = named.replace(/[:\s]/g, '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(digits)) return digits
  try {
    if (existsSync(named)) return publicKeyOfPem(readFileSync(named, 'utf8')).fingerprint
  } catch {
    // No key in PEM: said below.
  }
  throw new UserError('--key names no key', [
    {
      file: 'command line',
      at: '--key',
      expected: 'a fingerprint of 64 hexadecimal digits, or a file with a public Ed25519 key (PEM)',
      got: named,
      fix: 'see: govsite doctor, on the machine that sealed the evidence',
    },
  ])
}

const OTHER_VERSION = '数据包由另一版本的程序生成，没有重新生成比对（各文件的散列值和签名相符）。'

const verdict = (differences: readonly Difference[]): string =>
  differences.length === 0 ? '与封存时完全一致。' : `有 ${differences.length} 处不符。`

function bundleLines(report: BundleReport, differences: readonly Difference[], keys: readonly string[] | undefined): string[] {
  const { run, sites, fingerprint, root, stamp } = report
  const good = '全部散列值、签名和封存相符；由证据重新评判，结论和得分全部一致。'
  const whose = keys ? '与预期的公钥一致' : '请与封存单位公布的公钥指纹核对（或者用 --key 指定）'
  return [
    `批次 ${plainText(run ?? '不明')}，${sites.length} 个网站：${differences.length === 0 ? good : verdict(differences)}`,
    ...(root === null ? [] : [`批次封存散列值：${root}`]),
    ...(fingerprint === null ? [] : [`公钥指纹：${fingerprint}${differences.length === 0 || !keys ? `，${whose}` : ''}`]),
    stamp === null
      ? '未加盖时间戳。'
      : `时间戳：${stamp.at.slice(0, 19).replace('T', ' ')}，${plainText(stamp.authority)}${stamp.trust === 'unchecked' ? '（未指定信任的时间戳机构，未核对其证书）' : ''}。`,
  ]
}

const WHAT = { missing: '缺失', changed: '改动', added: '多出', invalid: '无效' } as const

function differenceLine({ what, path, says }: Difference): string {
  return `${WHAT[what]}　${plainText(path)}　${plainText(says)}`
}
