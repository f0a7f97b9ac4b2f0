import { readFile } from 'node:fs/promises'
import type { Config } from '../../model/config.ts'
import type { Difference } from '../../model/difference.ts'
import type { Seal } from '../../model/seal.ts'
import { contentId, sha256 } from '../../store/canonical.ts'
import type { Bag } from '../bag/open.ts'
import { isSignedBy, type PublicKey, publicKey } from '../seal/key.ts'
import { type SealFile, sealedText } from '../seal/seal-file.ts'
import { sealedSettings } from '../seal/statements.ts'
import { readStamp } from '../stamp/time-stamp.ts'
import { attempt } from './attempt.ts'

interface About {
  readonly bag: Bag
  readonly config: Config
  readonly check: { readonly keys?: readonly string[]; readonly authorities: readonly string[] }
  readonly fingerprint: string | undefined
}

/** The seals of a bundle by themselves: roots, signatures, the chain from site to night, the files for openssl, the time stamp. */
export async function* verifySealFile(file: SealFile, about: About): AsyncGenerator<Difference> {
  const { night, sites } = file
  const keys = readKeys(file)
  yield* verifySeal(night, 'seal night', keys, about)
  for (const seal of sites) {
    const { site, run } = seal.statement
    const path = `seal ${site}`
    yield* verifySeal(seal, path, keys, about)
    if (night.statement.sites[site] !== seal.root) yield { what: 'invalid', path, says: '批次的封存声明中没有这一份封存。' }
    if (run.id !== night.statement.run.id) yield { what: 'invalid', path, says: '封存声明属于另一批次。' }
  }
  yield* verifySettings(file, about.config)
  yield* verifyFiles(file, about.bag)
  if (night.stamp === null) return
  const stamp = night.stamp
  const read = await attempt(() => readStamp(Buffer.from(stamp, 'base64'), night.root, about.check))
  if (!read.value) yield { what: 'invalid', path: 'data/seals/night.tsr', says: `时间戳无效：${read.trouble}。` }
  else if (read.value.trust === 'untrusted')
    yield { what: 'invalid', path: 'data/seals/night.tsr', says: `时间戳的证书（${read.value.authority}）不是由指定的机构签发的。` }
}

function readKeys({ keys }: SealFile): Map<string, PublicKey> {
  const read = new Map<string, PublicKey>()
  for (const [fingerprint, der] of Object.entries(keys)) {
    try {
      const key = publicKey(Buffer.from(der, 'base64'))
      if (key.fingerprint === fingerprint) read.set(fingerprint, key)
    } catch {
      // No key: whatever it is said to have signed is told as unsigned.
    }
  }
  return read
}

function* verifySeal(seal: Seal, path: string, keys: ReadonlyMap<string, PublicKey>, { check }: About): Generator<Difference> {
  const text = sealedText(seal)
  if (sha256(text) !== seal.root) yield { what: 'changed', path, says: '封存声明与其散列值不符。' }
  const key = keys.get(seal.key)
  if (!key) yield { what: 'missing', path, says: '封存所用的公钥缺失或者与其指纹不符。' }
  else if (!isSignedBy(key, text, Buffer.from(seal.signature, 'base64'))) yield { what: 'invalid', path, says: '封存声明的签名无效。' }
  if (check.keys && !check.keys.includes(seal.key))
    yield { what: 'invalid', path, says: `封存所用的公钥（指纹 ${seal.key}）不是预期的公钥。` }
}

function* verifySettings({ night, sites }: SealFile, config: Config): Generator<Difference> {
  const now: Record<string, string> = { ...sealedSettings(config) }
  const { sites: registry, ...parts } = night.statement.settings
  for (const [part, hash] of Object.entries(parts)) {
    if (now[part] !== hash)
      yield { what: 'changed', path: part === 'rubrics' ? 'data/rubric.yaml' : 'data/settings.yaml', says: `配置与封存时不符：${part}。` }
  }
  const whole = Object.keys(night.statement.sites).length === sites.length
  if (whole && contentId(config.sites) !== registry) yield { what: 'changed', path: 'data/settings.yaml', says: '登记册与封存时不符。' }
}

/** The night's statement stands a second time in files of its own, for those who check with openssl alone. */
async function* verifyFiles({ night }: SealFile, bag: Bag): AsyncGenerator<Difference> {
  const files: [string, Buffer | null][] = [
    ['data/seals/night.json', sealedText(night)],
    ['data/seals/night.sig', Buffer.from(night.signature, 'base64')],
    ['data/seals/night.tsr', night.stamp === null ? null : Buffer.from(night.stamp, 'base64')],
  ]
  for (const [path, expected] of files) {
    const file = bag.files.get(path)
    if (!file && expected) yield { what: 'missing', path, says: '文件缺失。' }
    if (file && !expected) yield { what: 'added', path, says: '多出一个时间戳文件。' }
    if (file && expected && !(await readFile(file.onDisk)).equals(expected))
      yield { what: 'changed', path, says: '与 seal.json 所载不一致。' }
  }
}
