import { deflateRawSync } from 'node:zlib'
import { type RawEntry, rawZip } from '../../bundle/bag/raw-zip.ts'
import type { HostileCase } from '../hostile-case.ts'

/** A file that is given to `verify` or `import` and is no bundle that we would write. */
export interface BundleCase extends HostileCase {
  readonly zip: () => Buffer
  /** What is wrong, as the command line says it. */
  readonly got: RegExp
  /** The same, as verify.html says it. */
  readonly says: RegExp
}

const text = (words: string) => Buffer.from(words)
const entry = (name: string, more: Partial<RawEntry> = {}): RawEntry => ({ name, bytes: text('x'), ...more })
const BAGIT = entry('b/bagit.txt', { bytes: text('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n') })
const INFO = entry('b/bag-info.txt', { bytes: text('Govsite-Bundle-Version: 1\nBagging-Date: 2026-03-01\n') })
const SOUND = [BAGIT, INFO]

/** A sound zip, but for bytes that belong to no entry, put in at `at`; all offsets behind them are right. */
function withBytesAt(place: 'front' | 'between' | 'behind'): Buffer {
  const stowed = text('stowed away')
  const whole = rawZip(SOUND)
  const directory = whole.indexOf('PK\u0001\u0002')
  const second = whole.indexOf('PK\u0003\u0004', 4)
  const at = place === 'front' ? 0 : place === 'between' ? second : directory
  const moved = Buffer.concat([whole.subarray(0, at), stowed, whole.subarray(at)])
  const listed = directory + stowed.length
  const next = moved.indexOf('PK\u0001\u0002', listed + 4)
  if (place === 'front') moved.writeUInt32LE(stowed.length, listed + 42)
  if (place !== 'behind') moved.writeUInt32LE(second + stowed.length, next + 42)
  moved.writeUInt32LE(listed, moved.length - 6)
  return moved
}

/** A comment at the first entry of the directory. */
function withEntryComment(): Buffer {
  const whole = rawZip(SOUND)
  const directory = whole.indexOf('PK\u0001\u0002')
  const next = whole.indexOf('PK\u0001\u0002', directory + 4)
  const changed = Buffer.concat([whole.subarray(0, next), text('!'), whole.subarray(next)])
  changed.writeUInt16LE(1, directory + 32)
  changed.writeUInt32LE(changed.readUInt32LE(changed.length - 10) + 1, changed.length - 10)
  return changed
}

/** The first entry with sizes behind it that are not its own. */
function withDescriptor(crc: number): Buffer {
  const whole = rawZip([entry('b/a', { flags: 0x0808 })])
  const directory = whole.indexOf('PK\u0001\u0002')
  const behind = Buffer.alloc(16)
  behind.writeUInt32LE(0x08074b50, 0)
  behind.writeUInt32LE(crc, 4)
  behind.writeUInt32LE(1, 8)
  behind.writeUInt32LE(1, 12)
  const changed = Buffer.concat([whole.subarray(0, directory), behind, whole.subarray(directory)])
  changed.writeUInt32LE(directory + behind.length, changed.length - 6)
  return changed
}

const JUNK = 60 * 2 ** 20

const REFUSED: readonly (readonly [name: string, does: string, zip: () => Buffer, got: RegExp, says: RegExp])[] = [
  ['bytes in front', 'has bytes in front of its first entry', () => withBytesAt('front'), /in front of, between or behind/, /夹带/],
  ['bytes between', 'has bytes between two entries', () => withBytesAt('between'), /in front of, between or behind/, /夹带/],
  [
    'bytes behind',
    'has bytes between the last entry and the directory',
    () => withBytesAt('behind'),
    /in front of, between or behind/,
    /夹带/,
  ],
  ['a comment', 'has a comment', () => rawZip(SOUND, { comment: '说明' }), /or a comment/, /夹带/],
  [
    'a second end in a comment',
    'hides another end of a zip in its comment',
    () => rawZip(SOUND, { comment: `PK\u0005\u0006${'\0'.repeat(18)}` }),
    /or a comment|damaged/,
    /夹带|损坏/,
  ],
  ['a comment of an entry', 'has a comment at an entry', withEntryComment, /or a comment/, /夹带/],
  [
    'sizes behind that lie',
    'tells another checksum behind an entry than in the directory',
    () => withDescriptor(1),
    /contradict/,
    /互相矛盾/,
  ],
  ['a name twice', 'lists one name twice', () => rawZip([...SOUND, entry('b/a'), entry('b/a')]), /one file on some systems/, /重名/],
  [
    'an entry listed twice',
    'lists the bytes of one entry under two names',
    () => rawZip([...SOUND, entry('b/a', { local: { name: 'b/a' } }), entry('b/z', { offset: 0 })]),
    /contradict|share/,
    /互相矛盾|重叠/,
  ],
  [
    'tens of MB of manifest',
    'has a manifest of tens of MB for a handful of files',
    () => rawZip([...SOUND, entry('b/manifest-sha256.txt', { bytes: Buffer.alloc(JUNK, 'x\n') })]),
    /more bytes/,
    /超出上限/,
  ],
  [
    'a manifest that declares little',
    'has such a manifest, packed, and declares ten bytes',
    () => {
      const packed = deflateRawSync(Buffer.alloc(JUNK, Buffer.from(Array.from({ length: 997 }, (_, at) => (at * at * 7) % 251))), {
        level: 1,
      })
      return rawZip([...SOUND, entry('b/manifest-sha256.txt', { bytes: text('x'), size: 10, packed, method: 8 })])
    },
    /more bytes|zip bomb/,
    /超出上限|压缩炸弹/,
  ],
  [
    'a long declaration',
    'has megabytes of bag-info.txt',
    () => rawZip([BAGIT, entry('b/bag-info.txt', { bytes: Buffer.alloc(2 ** 20, 'a: b\n') })]),
    /more bytes/,
    /超出上限/,
  ],
]

export const BUNDLE_CASES: readonly BundleCase[] = REFUSED.map(([name, does, zip, got, says]) => ({
  name: `bundle: ${name}`,
  does: `a bundle ${does}`,
  verdict: 'refused',
  blame: 'nobody',
  zip,
  got,
  says,
}))

/** A bundle that opens, with a manifest as full of junk as one may be. */
export function junkBundle(): Buffer {
  return rawZip([...SOUND, entry('b/manifest-sha256.txt', { bytes: Buffer.alloc(4 * 2 ** 20, 'x\n') })])
}

/** A bundle one of whose files has another checksum than it says, in directory and header alike. */
export function wrongChecksum(): Buffer {
  const whole = rawZip([...SOUND, entry('b/data/a', { bytes: text('sound') })])
  const at = whole.lastIndexOf('sound')
  whole.write('SOUND', at)
  return whole
}

/** What is no file at all, or no room for one: the command line says so and ends. */
const ODD: readonly (readonly [name: string, does: string])[] = [
  ['a pipe', 'a pipe that nobody writes to is given as the bundle'],
  ['a device', 'a device that never ends is given as the bundle'],
  ['a pipe as key', 'a pipe is given as the key'],
  ['a device as key', 'a device that never ends is given as the key'],
  ['told to stop', 'the command is told to stop while it unpacks'],
  ['no room', 'there is no room to unpack it'],
]

export const ODD_CASES: readonly HostileCase[] = ODD.map(([name, does]) => ({
  name: `bundle: ${name}`,
  does,
  verdict: 'refused',
  blame: 'nobody',
}))
