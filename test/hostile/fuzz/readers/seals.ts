import fc from 'fast-check'
import { cdxjLine } from '../../../../src/bundle/archive/cdxj.ts'
import { stampOf, utcOf } from '../../../../src/bundle/archive/moments.ts'
import { parseLine } from '../../../../src/bundle/evidence/evidence-shape.ts'
import { readSeals } from '../../../../src/bundle/seal/seal-file.ts'
import { readAuthorities } from '../../../../src/bundle/stamp/stamp-certificate.ts'
import { StampProblem } from '../../../../src/bundle/stamp/stamp-problem.ts'
import { readToken, wholeTree } from '../../../../src/bundle/stamp/stamp-token.ts'
import { readStamp, stampRequest } from '../../../../src/bundle/stamp/time-stamp.ts'
import { bytesOfBase64, hexOf, keyOfDer, keyOfPem } from '../../../../src/bundle/verify-page/keys.ts'
import { Lines } from '../../../../src/bundle/verify-page/lines.ts'
import { compareKeys } from '../../../../src/bundle/verify-page/published.ts'
import { checkSeals } from '../../../../src/bundle/verify-page/seals.ts'
import { readClaim } from '../../../../src/bundle/verify-page/stamp.ts'
import { EvidenceTally } from '../../../../src/bundle/verify-page/tally.ts'
import { UserError } from '../../../../src/model/config.ts'
import { LocalAuthority } from '../../../bundle/local-authority.ts'
import { sample, samplePayload } from '../../../bundle/sample-bundle.ts'
import { address } from '../given/addresses.ts'
import { damaged, windowOf } from '../given/damage.ts'
import { odd, plainDate } from '../given/words.ts'
import { must } from '../holds.ts'
import { type Group, plainGroup } from '../target.ts'

const ROOT = 'c7'.repeat(32)

/** A real answer of an authority made by openssl, damaged; and DER of any kind. */
function stamps(): fc.Arbitrary<Buffer> {
  const authority = new LocalAuthority()
  try {
    authority.root('root')
    authority.issue('tsa')
    const sound = fc.constant(authority.reply(stampRequest(ROOT, 5n)))
    const length = fc.constantFrom('80', '81', '84ffffffff', '8800ffffffffffff', '83ffffff', '00')
    const node = fc.tuple(
      fc.constantFrom(0x02, 0x03, 0x04, 0x05, 0x06, 0x17, 0x18, 0x30, 0x31, 0xa0, 0x24, 0x1f),
      fc.oneof(
        length.map((hex) => Buffer.from(hex, 'hex')),
        fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from([bytes.length, ...bytes])),
      ),
    )
    const der = fc
      .array(
        node.map(([tag, rest]) => Buffer.concat([Buffer.from([tag]), rest])),
        { maxLength: 6 },
      )
      .map((nodes) => {
        const inner = Buffer.concat(nodes)
        return Buffer.concat([Buffer.from([0x30, inner.length]), inner])
      })
    return fc.oneof(
      { weight: 1, arbitrary: damaged(sound, 2) },
      { weight: 2, arbitrary: der },
      { weight: 3, arbitrary: damaged(windowOf(sound, 300)) },
    )
  } finally {
    authority.remove()
  }
}

async function orProblem<T>(read: () => T | Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof StampProblem)) throw error
    must(/。$/.test(error.says) && !error.says.includes('\n'), () => `says ${error.says}`)
    return null
  }
}

const STAMPS = plainGroup({
  name: 'time stamps',
  given: 'a real answer damaged anywhere, and DER of lying lengths',
  cases: stamps,
  targets: [
    {
      name: 'a time stamp',
      of: [
        'bundle/stamp/time-stamp.ts readStamp',
        'bundle/stamp/stamp-token.ts readToken',
        'bundle/stamp/stamp-token.ts wholeTree',
        'bundle/stamp/stamp-certificate.ts readAuthorities',
      ],
      holds: 'a stamp over this hash, or what is wrong in one Chinese sentence',
      check: async (bytes) => {
        await orProblem(() => wholeTree(bytes))
        const token = await orProblem(() => readToken(bytes))
        if (token) must(token.certificates.length <= 20 && Number.isFinite(token.info.at), () => 'no token')
        const stamp = await orProblem(() => readStamp(bytes, ROOT))
        must(stamp === null || (stamp.trust === 'unchecked' && /^[0-9a-f]+$|^-/.test(stamp.serial)), () => `a stamp ${stamp?.serial}`)
        await orProblem(() => readAuthorities([bytes.toString('latin1')]))
      },
    },
    {
      name: 'the claim of a time stamp',
      of: [
        'bundle/verify-page/stamp.ts readClaim',
        'bundle/verify-page/keys.ts keyOfDer',
        'bundle/verify-page/keys.ts keyOfPem',
        'bundle/verify-page/keys.ts bytesOfBase64',
        'bundle/verify-page/keys.ts hexOf',
      ],
      holds: 'a moment as text, or none',
      check: async (bytes) => {
        const at = readClaim(bytes, ROOT)?.at
        must(at === undefined || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(at), () => `at ${at}`)
        must((await keyOfDer(bytes)) === undefined && (await keyOfPem(bytes.toString('latin1'))) === undefined, () => 'no key was expected')
        must(hexOf(bytesOfBase64(bytes.toString('base64')) ?? bytes) === hexOf(bytes), () => 'other bytes')
      },
    },
  ],
})

/** Lines of evidence and seals as they are written, with parts changed, and any JSON in their place. */
function documents(): fc.Arbitrary<readonly [string, string]> {
  const payload = samplePayload(sample())
  const lines = String(payload.get('evidence.jsonl')).split('\n')
  const seal = fc.constant(payload.get('seal.json') ?? Buffer.alloc(0))
  const swap = fc.tuple(
    fc.constantFrom('"site"', '"type"', '1', '"', 'null', '{', '[', '2026', 'true'),
    fc.constantFrom('"__proto__"', '"x"', '-1e999', '[]', '{}', 'null', '\\ud800', '[[[[[[[['),
  )
  const changed = fc
    .tuple(fc.constantFrom(...lines), fc.array(swap, { maxLength: 3 }))
    .map(([line, swaps]) => swaps.reduce((text, [from, to]) => text.replace(from, to), line))
  const any = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value))
  const line = fc.oneof({ weight: 5, arbitrary: changed }, { weight: 1, arbitrary: any }, { weight: 1, arbitrary: odd })
  const document = fc.oneof(
    { weight: 3, arbitrary: damaged(seal).map(String) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(seal, fc.array(swap, { maxLength: 3 }))
        .map(([bytes, swaps]) => swaps.reduce((text, [from, to]) => text.replace(from, to), String(bytes))),
    },
    { weight: 1, arbitrary: any },
  )
  return fc.tuple(line, document)
}

const DOCUMENTS = plainGroup({
  name: 'evidence and seals',
  given: 'lines of evidence and seal files with parts changed, damaged, or any JSON in their place',
  cases: documents,
  targets: [
    {
      name: 'a line of evidence',
      of: ['bundle/evidence/evidence-shape.ts parseLine', 'bundle/verify-page/tally.ts EvidenceTally', 'bundle/verify-page/lines.ts Lines'],
      holds: 'a line of a known type, or the error that the caller makes; what is not canonical is told',
      check: ([line]) => {
        try {
          must(typeof parseLine(line, (expected, got) => new UserError(`${expected}: ${got}`)).type === 'string', () => 'no type')
        } catch (error) {
          if (!(error instanceof UserError)) throw error
        }
        const tally = new EvidenceTally(10)
        const lines = new Lines(1_000_000, (text) => tally.add(text))
        lines.add(Buffer.from(`${line}\n${line}`))
        lines.end()
        const differences = tally.differences(new Map([['6200000001', {}]]))
        must(differences.length <= 10 && differences.every(({ says }) => says !== ''), () => 'differences without end or words')
      },
    },
    {
      name: 'a seal file',
      of: ['bundle/seal/seal-file.ts readSeals', 'bundle/verify-page/seals.ts checkSeals', 'bundle/verify-page/published.ts compareKeys'],
      holds: 'seals of the known form or a UserError; the page tells differences and never fails',
      check: async ([line, text]) => {
        try {
          must(Array.isArray(readSeals(text, 'f').sites), () => 'no sites')
        } catch (error) {
          if (!(error instanceof UserError)) throw error
        }
        const { differences, keys } = await checkSeals(text, { statement: undefined, signature: Buffer.from(line), stamp: undefined })
        must(
          differences.length > 0 && differences.every(({ says }) => says !== ''),
          () => 'nothing differs, though the signature is another',
        )
        must(
          compareKeys(
            [...keys].map((fingerprint) => ({ fingerprint, uses: [] })),
            line,
          ).isGood !== true,
          () => 'a published key',
        )
      },
    },
  ],
})

const INDEX = plainGroup({
  name: 'lines of an index',
  given: 'addresses and moments of captures',
  cases: () => fc.tuple(address, fc.oneof(plainDate, odd, fc.constant('2026-03-01T10:00:00.123+08:00'))),
  targets: [
    {
      name: 'a line of the index',
      of: ['bundle/archive/cdxj.ts cdxjLine', 'bundle/archive/moments.ts utcOf', 'bundle/archive/moments.ts stampOf'],
      holds: 'ASCII on one line, a stamp of fourteen digits',
      check: ([to, moment]) => {
        const utc = utcOf(moment)
        must(/^\d{14}$/.test(stampOf(utc)) && utc.length === 24, () => `a stamp ${stampOf(utc)}`)
        if (!URL.canParse(to, 'http://x.gov.cn/')) return
        const { href } = new URL(to, 'http://x.gov.cn/')
        if (!/^https?:/.test(href)) return
        const line = cdxjLine({ url: href, utc, mime: 'text/html', status: '200', digest: ROOT }, { filename: 'a', offset: 0, length: 1 })
        must(/^[\x21-\x7e]+ \d{14} \{[\x20-\x7e]+\}$/.test(line), () => `a line ${line}`)
      },
    },
  ],
})

export const SEAL_GROUPS: readonly Group[] = [STAMPS, DOCUMENTS, INDEX]
