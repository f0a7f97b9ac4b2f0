import { sample } from './sample-bundle.ts'
import * as tampering from './tampering.ts'
import { changed, edit, type Files, inside, key, packed, stampOf, stranger, TAGS } from './tampering.ts'

/** What a crawled name could try in a page. */
const HOSTILE = '<img src=x onerror=alert(1)>'

/** What was done to the bundle, and what the page lists. */
export const CHANGES: [string, (sound: Files) => Promise<Uint8Array> | Uint8Array, string[]][] = [
  [
    'a changed byte',
    (sound) => changed(sound, (files) => edit(files, 'data/archive.wacz', (text) => `W${text.slice(1)}`)),
    ['改动 data/archive.wacz'],
  ],
  [
    'a removed file',
    (sound) => changed(sound, (files) => files.delete('data/report.html')),
    ['缺少 data/report.html', '无效 bag-info.txt'],
  ],
  [
    'an added file',
    (sound) => changed(sound, (files) => files.set(`data/${HOSTILE}`, Buffer.from('x'))),
    [`多出 data/${HOSTILE}`, '无效 bag-info.txt'],
  ],
  [
    'a swapped signature',
    (sound) => changed(sound, (files) => files.set(`${TAGS}.sig`, stranger.sign(files.get(TAGS) ?? Buffer.alloc(0)))),
    [`无效 ${TAGS}.sig`],
  ],
  [
    'a foreign key in place of the own',
    (sound) => changed(sound, (files) => files.set('public-key.pem', Buffer.from(stranger.pem))),
    [`无效 ${TAGS}.sig`, '改动 public-key.pem'],
  ],
  [
    'a changed finding with both manifests made anew',
    (sound) =>
      changed(sound, (files) => {
        edit(files, 'data/evidence.jsonl', (text) => text.replace('首页 20 天没有更新', '首页 19 天没有更新'))
        tampering.relist(files, 'data/evidence.jsonl')
      }),
    [`无效 ${TAGS}.sig`, '改动 data/evidence.jsonl#6200000001'],
  ],
  [
    'a changed finding, its seal and all hashes made anew',
    async () => packed(await tampering.forged()),
    [`无效 ${TAGS}.sig`, ...['night', '6200000001', '6200000002'].map((place) => `无效 data/seal.json#${place}`)],
  ],
  [
    'a changed capture that the owner of the key lists',
    async () => packed(await tampering.relabelled()),
    ['无效 data/evidence.jsonl#4', '改动 data/evidence.jsonl#6200000001'],
  ],
  ...[
    ['messages', '"value":[{"code":"1","state":"已办结"}]', '"value":null'],
    ['a moment judged', '"asOf":"2026-03-01T20', '"asOf":"2026-03-01T21'],
    ['a visit', '"finishedAt":"2026-03-01T17:09', '"finishedAt":"2026-03-01T17:08'],
    ['planned probes', '"planned":20', '"planned":19'],
    ['a line on a probe', '"probes":[{', '"probes":[1,{'],
  ].map(([name, from = '', to = '']): (typeof CHANGES)[number] => [
    `a change of ${name} that the owner of the key lists`,
    async () => packed(await tampering.rewritten(from, to)),
    ['改动 data/evidence.jsonl#6200000001', ...(name === 'a line on a probe' ? ['无效 data/evidence.jsonl#8'] : [])],
  ]),
  [
    'a sound seal that the night does not know',
    async () => packed(await tampering.withSeal((seal) => ({ ...seal, sites: [...tampering.strangeSeal(), ...seal.sites.slice(1)] }))),
    ['无效 data/seal.json#6200000001', '改动 data/evidence.jsonl#6200000001'],
  ],
  [
    'seals that are nested without end',
    async () => packed(await tampering.withFile('seal.json', '['.repeat(100_000))),
    [
      ...['无效 data/seal.json#format', '缺少 data/seal.json#night', '无效 data/seal.json#sites'],
      ...['改动 data/seals/night.json', '多出 data/seals/night.sig'],
      ...['多出 data/evidence.jsonl#6200000001', '多出 data/evidence.jsonl#6200000002'],
    ],
  ],
  [
    'a time stamp of something else',
    async () => packed(await inside({ ...sample(key), stamp: stampOf('e'.repeat(64)) })),
    ['无效 data/seal.json#night'],
  ],
  [
    'packed bytes that cannot be inflated',
    (sound) => packed(sound, { 'data/report.html': { packed: Buffer.from('zz'), size: 1 } }),
    ['改动 data/report.html', '无效 bag-info.txt', '无效 data/report.html'],
  ],
]

const withBomb = (sound: Files) => new Map([...sound, ['data/bomb', Buffer.alloc(20 * 2 ** 20)]])

/** What is not even looked into, and why. */
export const REFUSED: [string, (sound: Files) => Uint8Array, RegExp][] = [
  ['a truncated zip', (sound) => packed(sound).subarray(0, -40), /文件不完整/],
  ['a bomb', (sound) => packed(withBomb(sound)), /疑似压缩炸弹：.*data\/bomb/],
  ['a bomb that declares little', (sound) => packed(withBomb(sound), { 'data/bomb': { size: 9 } }), /疑似压缩炸弹：.*data\/bomb/],
  ['a name that climbs', (sound) => packed(new Map([...sound, ['../../evil', Buffer.from('x')]])), /含有“\.\.”/],
  ['a picture', () => Buffer.from('\x89PNG\r\n'), /不是 zip 文件/],
  [
    'a newer bundle',
    (sound) => changed(sound, (files) => edit(files, 'bag-info.txt', (text) => text.replace('n: 1\n', 'n: 2\n'))),
    /更新版本/,
  ],
  [
    'another bag',
    (sound) => changed(sound, (files) => edit(files, 'bag-info.txt', (text) => text.replace(/Govsite.*\n/, ''))),
    /不是本程序/,
  ],
]
