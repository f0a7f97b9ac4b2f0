import type { Site } from '../model/site.ts'
import { type Instant, millisOf } from '../model/time.ts'
import type { Run } from '../model/visit.ts'
import { oneLine } from './one-line.ts'
import type { Stamp } from './stamp/time-stamp.ts'

export interface ReadmeFacts {
  /** Name of the one folder in the bundle. */
  readonly root: string
  /** `govsite 0.1.0` */
  readonly program: string
  readonly run: Pick<Run, 'id' | 'startedAt' | 'finishedAt'>
  readonly sites: readonly Pick<Site, 'code' | 'name'>[]
  /** Whether these are all sites of the run. */
  readonly whole: boolean
  /** Of public-key.pem: SHA-256 in hex. */
  readonly fingerprint: string
  readonly night: {
    readonly sealedAt: Instant
    /** Fingerprint of the key that signed the night; another one where somebody else exports what was imported. */
    readonly key: string
    /** Null: there is no night.tsr. */
    readonly stamp: Pick<Stamp, 'at' | 'authority'> | 'unreadable' | null
  }
}

const NAMED_SITES = 5

/**
 * README.txt of a bundle, in Chinese: what is what, and how to check it with sha256sum and openssl alone. UTF-8 with BOM and CRLF, so that any editor shows
 * it. Lines with four spaces in front are commands for a shell, to be run as they stand in the folder of the bundle.
 */
export function readmeText(facts: ReadmeFacts): string {
  const lines = [
    ...about(facts),
    ...FILES,
    ...checking(facts),
    ...stampLines(facts),
    ...TO_THE_BYTES,
    ...SCORES,
    ...seal(facts),
    ...OTHER_WAYS,
  ]
  return `\ufeff${lines.join('\r\n')}\r\n`
}

function about({ program, run, sites, whole, root, night }: ReadmeFacts): string[] {
  const named = sites.slice(0, NAMED_SITES).map(({ name, code }) => `${oneLine(name, 40)}（${oneLine(code, 40)}）`)
  const more = sites.length > NAMED_SITES ? `等 ${sites.length} 个网站，名单见 data/report.html` : ''
  return [
    '政府网站检查证据包',
    '',
    '一、这是什么',
    `本文件夹（${root}）是一次网站检查的全部结果和证据，不用检查程序也能打开和核对。`,
    `检查批次：${oneLine(run.id, 60)}，${moment(run.startedAt)}开始，${run.finishedAt === null ? '未记录结束时间' : `${moment(run.finishedAt)}结束`}（北京时间，下同）`,
    `网站：${named.join('、')}${more}${whole ? '（该批次全部网站）' : '（该批次的一部分）'}`,
    `生成程序：${oneLine(program, 60)}；封存时间：${moment(night.sealedAt)}`,
    '',
  ]
}

const FILES = [
  '二、文件清单',
  'data/report.html      检查报告，用浏览器打开，不联网',
  'data/scores.xlsx      考核评分表，用 WPS 或 Excel 打开',
  'data/findings.xlsx    问题清单，用 WPS 或 Excel 打开；findings.csv 内容相同，供其他软件读取',
  'data/pictures/        问题页面截图（没有截图时无此文件夹），用看图软件打开',
  'data/archive.wacz     收到的原始字节（网页存档），用 ReplayWeb.page 打开，可像当时一样浏览',
  'data/evidence.jsonl   全部证据记录、检查结论和得分，每行一条（JSON），用文本编辑器打开',
  'data/rubric.yaml      计分表；settings.yaml 检查设置；均用文本编辑器打开',
  'data/seal.json        封存记录；seals/ 内是整批次的封存记录及其签名，供 openssl 核对',
  'manifest-sha256.txt   data 内每个文件的 SHA-256 值；tagmanifest-sha256.txt 是其余文件的 SHA-256 值',
  'tagmanifest-sha256.txt.sig  对上一文件的数字签名（Ed25519）；public-key.pem 是验证签名的公钥',
  'verify.html           核对用网页，用浏览器打开，不联网',
  '',
]

function checking({ root, night, fingerprint }: ReadmeFacts): string[] {
  const foreign = night.key !== fingerprint
  const nightKey = foreign ? '../night-key.pem' : 'public-key.pem'
  return [
    '三、怎样核对（只用 sha256sum 和 openssl 3.0 以上版本）',
    '先把整个 zip 解压（解压工具均可），在终端进入解压到的位置，依次执行下列缩进的命令。',
    'Windows：安装 Git 后在“Git Bash”里执行同样的命令；没有 Git 时可用 certutil -hashfile 文件名 SHA256 逐个比对。',
    `    cd ${root}`,
    '1. 文件没有被改动：每一行都应显示 OK（成功）',
    '    sha256sum -c manifest-sha256.txt',
    '    sha256sum -c tagmanifest-sha256.txt',
    '2. 文件没有被增加：下面两个数应当相等',
    '    find data -type f | wc -l',
    '    wc -l < manifest-sha256.txt',
    '3. 签名有效：应显示 Signature Verified Successfully',
    '    openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in tagmanifest-sha256.txt -sigfile tagmanifest-sha256.txt.sig',
    ...(foreign
      ? [
          '   整批次的封存由另一把密钥签名（证据从别处导入），先从 seal.json 取出它的公钥：',
          `    grep -o '"${night.key}":"[^"]*"' data/seal.json | cut -d'"' -f4 | openssl base64 -d -A | openssl pkey -pubin -inform DER -out ${nightKey}`,
        ]
      : []),
    `    openssl pkeyutl -verify -pubin -inkey ${nightKey} -rawin -in data/seals/night.json -sigfile data/seals/night.sig`,
    '4. 公钥确实是检查单位的：算出公钥指纹，与检查单位另行公布的指纹比对（检查单位用 govsite doctor 查看）。',
    '   本文件也可能被人替换，不能只与下面写的指纹比对。',
    '    openssl pkey -pubin -in public-key.pem -outform DER | sha256sum',
    `   本包所用公钥的指纹：${fingerprint}`,
    ...(foreign ? [`    openssl pkey -pubin -in ${nightKey} -outform DER | sha256sum`, `   整批次封存所用公钥的指纹：${night.key}`] : []),
  ]
}

function stampLines({ night: { stamp } }: ReadmeFacts): string[] {
  if (stamp === null) return ['5. 时间戳：未加盖时间戳。封存时间只由检查单位的时钟记录，没有第三方证明。', '']
  const known = stamp === 'unreadable' ? undefined : stamp
  const seconds = known ? Math.floor(millisOf(known.at) / 1000) : '加盖时刻的Unix秒数'
  return [
    known
      ? `5. 时间戳：${moment(known.at)}由“${oneLine(known.authority, 80)}”加盖。`
      : '5. 时间戳：附有时间戳文件，但生成本包时未能读懂，请按下面的命令核对。',
    '   向该时间戳机构索取根证书，存为上一级文件夹中的 tsa-root.pem；应显示 Verification: OK',
    '    openssl ts -reply -in data/seals/night.tsr -text',
    '    openssl ts -verify -in data/seals/night.tsr -data data/seals/night.json -CAfile ../tsa-root.pem',
    `   机构证书到期以后，在上一条命令末尾加上 -attime ${seconds}`,
    '',
  ]
}

const TO_THE_BYTES = [
  '四、从一个得分查到原始字节，只要两步',
  '1. 在 report.html 或 scores.xlsx 中找到该指标，看它扣分的问题；每个问题都注明证据编号（findings.xlsx 的“证据编号”列）。',
  '2. 用证据编号（写全或只写开头 12 位均可）替换下面的 EVIDENCE，查出证据记录和收到的原始字节：',
  `    grep -F '"id":"EVIDENCE' data/evidence.jsonl`,
  `    unzip -p data/archive.wacz 'archive/*.warc.gz' | gunzip -c | grep -a -B 5 -A 60 'Govsite-Capture: EVIDENCE'`,
  '   证据记录里写有访问时间、对方地址、地址族（IPv4 或 IPv6）和正文的 SHA-256 值，该值即存档中的 WARC-Payload-Digest。',
  '   存档中写着 WARC-Type: revisit 的，正文与别处收到的相同，没有重复保存；用正文的 SHA-256 值替换下面的 BODY 查找：',
  `    unzip -p data/archive.wacz 'archive/*.warc.gz' | gunzip -c | grep -a -A 60 'WARC-Payload-Digest: sha256:BODY'`,
  '',
]

const SCORES = [
  '五、怎样看得分',
  '分数范围：低值把存疑事项全部按不利计，高值全部按有利计；没有存疑时只有一个数。范围重叠的网站不分先后。',
  '存疑：没有查清、还不能认定的事项，例如被防护设备拦截、检查点网络不通；不作为扣分的依据，复核后分数即可确定。',
  '单项否决：出现计分表规定的情形，整站判为不合格。否决待定：可能构成否决，但还存疑，复核前不作认定。',
  '',
]

function seal({ night: { stamp } }: ReadmeFacts): string[] {
  return [
    '六、封存能证明什么，不能证明什么',
    '能证明：证据、结论和得分与封存时一致，本包自生成以来没有被改动，两者都由公钥对应的检查单位签名。',
    stamp === null
      ? '不能证明封存的时间：未加盖时间戳，没有第三方作证。'
      : '时间戳经核对无误的，还由第三方证明：这份封存记录在加盖时刻已经存在。',
    '不能证明网站对所有人都这样答复。这由检查点（运行检查程序的机器）见证，每份证据都记有访问时间、对方地址和地址族。',
    '',
  ]
}

const OTHER_WAYS = [
  '七、其他核对办法',
  'verify.html：用浏览器打开，把整个 zip 文件拖进去，核对 SHA-256 值和签名。请使用来源可信的 verify.html。',
  'govsite verify 文件名.zip：除上述各项外，还从原始字节重新推导每一条结论和得分，逐项比对；',
  '退出码为 0 表示全部一致，为 1 表示有不一致，并列出清单。',
]

/** `2026年3月1日10:00:05` */
function moment(instant: Instant): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(instant) ?? []
  return year === undefined ? oneLine(instant, 40) : `${year}年${Number(month)}月${Number(day)}日${time}`
}
