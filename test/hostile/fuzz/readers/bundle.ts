import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { BundleFlaw } from '../../../../src/bundle/bag/flaw.ts'
import { LIMITS } from '../../../../src/bundle/bag/limits.ts'
import { mostManifestBytes, readInfo, readManifest, writeManifest } from '../../../../src/bundle/bag/manifest.ts'
import { checkDistinct, checkName } from '../../../../src/bundle/bag/names.ts'
import { boundSmall, findBag, readProfile } from '../../../../src/bundle/bag/profile.ts'
import { checkBag, SMALL_FILES } from '../../../../src/bundle/bag/rules.ts'
import { readDirectory } from '../../../../src/bundle/bag/zip-directory.ts'
import { readEntries } from '../../../../src/bundle/bag/zip-entries.ts'
import { oneLine } from '../../../../src/bundle/one-line.ts'
import { isSignedBy, publicKey, publicKeyOfPem } from '../../../../src/bundle/seal/key.ts'
import { sha256 } from '../../../../src/store/canonical.ts'
import { sourceOf } from '../../../bundle/archive/samples.ts'
import { rawZip } from '../../../bundle/bag/raw-zip.ts'
import { damaged } from '../given/damage.ts'
import { odd } from '../given/words.ts'
import { equal, isData, must } from '../holds.ts'
import { orElse } from '../refused.ts'
import { type Group, plainGroup } from '../target.ts'

const NAMES = [
  'a/b.txt',
  'a/',
  'a/../b',
  '/etc/passwd',
  'C:\\x',
  'a\\b',
  'a//b',
  'a/./b',
  'a:b',
  'a\0b',
  'A/B.TXT',
  'ａ/b',
  'a/%0A',
  'a/data/x',
  'bagit.txt',
  '数据/',
  '\ud800',
  '..',
  '',
]
const name = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: odd })
const size = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 0xffffffff, 9_000_000) },
)
const entry = fc
  .record({
    name,
    bytes: fc.uint8Array({ maxLength: 12 }),
    isDeflated: fc.boolean(),
    size,
    flags: fc.constantFrom(undefined, undefined, undefined, 0, 1, 8, 0x0808),
    mode: fc.constantFrom(undefined, undefined, 0o120777, 0o40755),
    extra: fc.constantFrom(
      undefined,
      undefined,
      Buffer.from('0100100000000000000000000000000000000000', 'hex'),
      Buffer.from('7570', 'hex'),
    ),
  })
  .map(({ size: told, flags, mode, extra, ...rest }) => ({
    ...rest,
    ...(told === undefined ? {} : { size: told }),
    ...(flags === undefined ? {} : { flags }),
    ...(mode === undefined ? {} : { mode }),
    ...(extra === undefined ? {} : { extra }),
  }))
const zip = fc.array(entry, { maxLength: 4 }).map((entries) => rawZip(entries))

const ZIPS = plainGroup({
  name: 'zips',
  given: 'zips whose headers lie, with names that climb, and zips that are damaged anywhere',
  cases: () =>
    fc.oneof(
      zip,
      damaged(zip),
      damaged(
        fc.constant(
          rawZip([
            { name: 'a/bagit.txt', bytes: Buffer.from('x') },
            { name: 'a/data/x', bytes: Buffer.from('yy'), isDeflated: true },
          ]),
        ),
      ),
    ),
  targets: [
    {
      name: 'the entries of a zip',
      of: [
        'bundle/bag/zip-entries.ts readEntries',
        'bundle/bag/zip-directory.ts readDirectory',
        'bundle/bag/names.ts checkName',
        'bundle/bag/names.ts checkDistinct',
        'bundle/bag/profile.ts findBag',
        'bundle/bag/profile.ts boundSmall',
      ],
      holds: 'every entry lies within the zip, beside the others, under a name that leads nowhere else; or a flaw',
      check: async (bytes) => {
        await orElse(BundleFlaw, () => readDirectory(sourceOf(bytes), LIMITS))
        const entries = await orElse(BundleFlaw, () => readEntries(sourceOf(bytes), LIMITS))
        if (entries === null) return
        checkDistinct(entries.map((one) => one.name))
        let free = 0
        for (const { name: path, from, to } of entries) {
          checkName(path)
          must(from >= free && from <= to && to <= bytes.length && !path.split('/').includes('..'), () => `${path} from ${from} to ${to}`)
          free = to
        }
        const bag = await orElse(BundleFlaw, () => findBag(entries))
        const most = bag && (await orElse(BundleFlaw, () => boundSmall(bag.entries, LIMITS)))
        must(!most || SMALL_FILES.every((path) => most(path) <= LIMITS.smallBytes), () => 'more than may be held')
        must(bag === null || bag.entries.every((one) => one.name === `${bag.root}/${one.path}`), () => 'an entry of another folder')
      },
    },
  ],
})

const HASH = 'ab'.repeat(32)
const tagLine = fc.oneof(
  fc.constantFrom(
    `${HASH}  data/a`,
    `${HASH.toUpperCase()} \tdata/%0Ab`,
    `${HASH} *x`,
    'Payload-Oxum: 1.1',
    'Govsite-Bundle-Version: 1',
    'Govsite-Bundle-Version: 99999999999',
    ' folded',
    'a:',
    ':b',
    '%25',
    'BagIt-Version: 1.0',
    `${HASH}  ../x`,
  ),
  odd,
)
const tags = fc
  .array(tagLine, { maxLength: 6, size: 'max' })
  .chain((lines) => fc.constantFrom('\n', '\r\n', '\r').map((end) => lines.join(end)))
const { publicKey: ownKey } = generateKeyPairSync('ed25519')
const DER = ownKey.export({ format: 'der', type: 'spki' })
const PEM = Buffer.from(ownKey.export({ format: 'pem', type: 'spki' }).toString())

const TAGS = plainGroup({
  name: 'tag files',
  given: 'manifests and bag-info of odd lines, keys that are damaged, files that are missing',
  cases: () =>
    fc.tuple(
      tags,
      fc.array(fc.tuple(fc.constantFrom(...SMALL_FILES, 'data/a', 'fetch.txt', 'manifest-md5.txt'), tags), { maxLength: 5 }),
      fc.oneof(damaged(fc.constant(DER)), fc.constant(DER)),
      damaged(fc.constant(PEM)),
    ),
  targets: [
    {
      name: 'manifests and bag-info',
      of: [
        'bundle/bag/manifest.ts readManifest',
        'bundle/bag/manifest.ts readInfo',
        'bundle/bag/manifest.ts writeManifest',
        'bundle/bag/manifest.ts mostManifestBytes',
        'bundle/bag/profile.ts readProfile',
        'bundle/one-line.ts oneLine',
      ],
      holds: 'every line is a file or told as bad; written again it reads the same; one line stays one line',
      check: async ([text]) => {
        const { hashes, bad } = readManifest(text)
        must(hashes.size + bad.length <= text.split(/\r\n|\r|\n/).length, () => 'more lines than there are')
        must(Buffer.byteLength(writeManifest(hashes)) <= mostManifestBytes([...hashes.keys()]), () => 'more than the most')
        equal(readManifest(writeManifest(hashes)).hashes, new Map([...hashes].sort(([a], [b]) => (a < b ? -1 : 1))), 'written again')
        must(
          [...readInfo(text).keys()].every((label) => label !== '' && label === label.toLowerCase()),
          () => 'a label of nothing',
        )
        await orElse(BundleFlaw, () => readProfile(Buffer.from(text)))
        must(
          !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(oneLine(text, 40)) && [...oneLine(text, 40)].length <= 40 && oneLine(text).isWellFormed(),
          () => 'not one line',
        )
      },
    },
    {
      name: 'the rules of a bag',
      of: ['bundle/bag/rules.ts checkBag'],
      holds: 'differences, never an error, whatever the bag holds',
      check: async ([, files]) => {
        const small = new Map(files.map(([path, text]) => [path, Buffer.from(text)]))
        const listed = new Map([...small].map(([path, bytes]) => [path, { sha256: sha256(bytes), bytes: bytes.length }]))
        const { differences, fingerprint } = await checkBag({ files: listed, small }, async () => undefined)
        isData(differences)
        must(differences.length > 0 && fingerprint === undefined, () => 'no difference without a signature')
      },
    },
    {
      name: 'public keys',
      of: ['bundle/seal/key.ts publicKey', 'bundle/seal/key.ts publicKeyOfPem', 'bundle/seal/key.ts isSignedBy'],
      holds: 'an Ed25519 key or an error; a damaged signature is none',
      check: async ([text, , der, pem]) => {
        for (const read of [() => publicKey(der), () => publicKeyOfPem(pem.toString('latin1')), () => publicKeyOfPem(text)]) {
          const key = await orElse(Error, read)
          must(key === null || (key.fingerprint === sha256(key.der) && key.der.length === 44), () => 'no key of 44 bytes')
          if (key) must(!isSignedBy(key, der, Buffer.alloc(64, 1)), () => 'signed by nobody')
        }
      },
    },
  ],
})

export const BUNDLE_GROUPS: readonly Group[] = [ZIPS, TAGS]
