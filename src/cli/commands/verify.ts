import { existsSync, statSync } from 'node:fs'
import type { Command } from 'commander'
import type { Bag } from '../../bundle/bag/open.ts'
import type { BundleReport } from '../../bundle/verify/verify-bundle.ts'
import { verifyDatabase } from '../../bundle/verify/verify-database.ts'
import { UserError } from '../../model/config.ts'
import type { Difference } from '../../model/difference.ts'
import { instantOf } from '../../model/time.ts'
import type { Run } from '../../model/visit.ts'
import { now } from '../clock.ts'
import { type Context, withContext } from '../context.ts'
import { findRun } from '../find-run.ts'
import { openBundle } from '../open-bundle.ts'
import { print, printJson, withCommon } from '../options.ts'
import { plainText } from '../plain-text.ts'
import { type KeyOptions, ownKeys, trustedKeys, withKeys } from '../trusted-keys.ts'
import { tellUserError } from '../user-error.ts'
import { verifyOpened } from '../verify-opened.ts'

export function addVerify(program: Command): void {
  withKeys(withCommon(program.command('verify')))
    .description(
      'prove that nothing was changed since it was sealed: the database, or an exported bundle; exit 0 all equal, 1 anything differs',
    )
    .argument('[file]', 'an exported bundle (default: the evidence database)')
    .action(async (file: string | undefined, options: KeyOptions) => {
      if (file === undefined) await withContext(options, 'read', (context) => verifyStored(context, options))
      else await verifyFile(file, options)
    })
}

async function verifyStored({ store }: Context, options: KeyOptions): Promise<void> {
  const keys = ownKeys(options)
  const differences: Difference[] = []
  const onRun = ({ id }: Run) => process.stderr.write(`verifying ${plainText(id)}\n`)
  const checking = verifyDatabase(store, { onRun, now: instantOf(now()), ...(keys ? { keys } : {}) })
  let step = await checking.next()
  for (; !step.done; step = await checking.next()) differences.push(step.value)
  const { runs, unsealed, seals, foreignKeys } = step.value
  // Throws as everywhere: nothing proves nothing.
  if (runs === 0 && differences.length === 0) await findRun('latest', store)
  // Whoever names keys names all that count.
  if (options.key) differences.push(...foreignKeys.map(strangerOf))
  process.exitCode = differences.length === 0 ? 0 : 1
  if (options.json) return printJson({ equal: differences.length === 0, runs, seals, unsealed, foreignKeys, differences })
  const said = seals === 0 && differences.length === 0 ? '还没有封存过的批次，没有可以核对的声明。' : verdict(differences)
  const head = `已核对 ${runs} 个检查批次、${seals} 份封存声明：${said}`
  const open = unsealed.length > 0 ? [`未封存的批次（尚未结束）：${unsealed.join('、')}。`] : []
  const unknown = keys ? [] : ['这里没有封存所用的密钥，没有核对封存公钥是谁的：请用 --key 指定。']
  const foreign = foreignKeys.map(
    (key) => `批次登记为由证据包导入，封存公钥指纹：${key}，请与封存单位公布的公钥指纹核对（或者用 --key 指定）。`,
  )
  print([head, ...open, ...unknown, ...foreign, ...differences.map(differenceLine)].join('\n'))
}

function strangerOf(key: string): Difference {
  return { what: 'invalid', path: `seal_key ${key}`, says: '导入批次的封存声明不是用 --key 指定的密钥签名的。' }
}

async function verifyFile(file: string, options: KeyOptions): Promise<void> {
  const keys = trustedKeys(options)
  const bag = await openOrTell(file, options)
  if (!bag) return
  try {
    const { differences, report, documents } = await verifyOpened(bag, options, keys)
    process.exitCode = differences.length === 0 ? 0 : 1
    if (options.json) printJson({ equal: differences.length === 0, ...report, keyExpected: keys !== undefined, documents, differences })
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
async function openOrTell(file: string, options: KeyOptions): Promise<Bag | undefined> {
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new UserError(`${file} is a folder`, [
      { file, expected: 'a bundle, the zip as it was exported', got: 'a folder', fix: 'name the zip itself' },
    ])
  }
  try {
    return await openBundle(file, 'verifying')
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

const OTHER_VERSION = '证据包由另一版本的程序生成，没有重新生成比对（各文件的散列值和签名相符）。'

const verdict = (differences: readonly Difference[]): string =>
  differences.length === 0 ? '与封存时完全一致。' : `有 ${differences.length} 处不符。`

function bundleLines(report: BundleReport, differences: readonly Difference[], keys: readonly string[] | undefined): string[] {
  const { run, sites, fingerprint, sealedBy, root, stamp } = report
  const good = '全部散列值、签名和封存相符；由证据重新评判，结论和得分全部一致。'
  const whose = keys ? '与预期的公钥一致' : '请与封存单位公布的公钥指纹核对（或者用 --key 指定）'
  return [
    `批次 ${plainText(run ?? '不明')}，${sites.length} 个网站：${differences.length === 0 ? good : verdict(differences)}`,
    ...(root === null ? [] : [`封存根值：${root}`]),
    ...keyLines(fingerprint, sealedBy, differences.length === 0 || !keys ? `，${whose}` : ''),
    stamp === null
      ? '未加盖时间戳。'
      : `时间戳：${stamp.at.slice(0, 19).replace('T', ' ')}，${plainText(stamp.authority)}${stamp.trust === 'unchecked' ? '（未指定信任的时间戳机构，未核对其证书）' : ''}。`,
  ]
}

/** One line, or two where one key sealed the evidence and another signed what was exported from it. */
function keyLines(signedBy: string | null, sealedBy: string | null, whose: string): string[] {
  if (signedBy === null || sealedBy === null || signedBy === sealedBy) {
    const key = sealedBy ?? signedBy
    return key === null ? [] : [`公钥指纹：${key}${whose}`]
  }
  return [`封存证据的公钥指纹：${sealedBy}${whose}`, `签署本证据包的公钥指纹：${signedBy}（由另一方导入后再导出）`]
}

const WHAT = { missing: '缺失', changed: '改动', added: '多出', invalid: '无效' } as const

function differenceLine({ what, path, says }: Difference): string {
  return `${WHAT[what]}　${plainText(path)}　${plainText(says)}`
}
