import { oneLine } from '../one-line.ts'

/** What can be wrong with a time stamp, or with asking for one; each with the sentence that a person reads. */
const SENTENCES = {
  'bad-address': '时间戳服务地址不是 http 或 https 网址',
  'no-answer': '连不上时间戳服务',
  'too-slow': '时间戳服务没有在限定时间内答复',
  'too-large': '时间戳服务的答复超过限定大小',
  'redirected': '时间戳服务把请求转向了别的地址，程序不跟随',
  'http-status': '时间戳服务返回了错误状态码',
  'other-type': '时间戳服务返回的不是时间戳答复',
  'malformed': '时间戳数据不符合 RFC 3161 的格式',
  'refused': '时间戳机构拒绝加盖',
  'other-hash': '时间戳加盖的是另一份数据，不是这一批次的封存根值',
  'other-nonce': '时间戳答复中的随机数与请求不一致，不是对这次请求的答复',
  'altered': '时间戳的内容在加盖之后被改动',
  'broken-signature': '时间戳的签名无效',
  'unsupported-algorithm': '时间戳所用的密码算法本程序不能验证',
  'no-certificate': '时间戳中没有附上签名所用的机构证书',
  'other-certificate': '时间戳所附的证书不是签名时声明的那一张',
  'unfit-certificate': '签名所用的证书不是时间戳专用证书',
  'expired-certificate': '加盖时刻不在机构证书的有效期内',
  'unreadable-authority': '用于比对的时间戳机构证书无法读取',
} as const satisfies Record<string, string>

export type StampFault = keyof typeof SENTENCES

/** `told`: more of it, in Chinese or in figures, for the person; `detail`: for the log. Both may hold a stranger's words. */
interface More {
  readonly told?: string
  readonly detail?: string
  readonly cause?: unknown
}

/** A time stamp that proves nothing, or one that could not be had: the code is stable, `says` is one Chinese sentence. */
export class StampProblem extends Error {
  readonly code: StampFault
  readonly says: string

  constructor(code: StampFault, { told = '', detail = told, cause }: More = {}) {
    super(`time stamp: ${code}${inBrackets(detail, ' (', ')')}`, cause === undefined ? {} : { cause })
    this.name = 'StampProblem'
    this.code = code
    this.says = `${SENTENCES[code]}${inBrackets(told, '（', '）')}。`
  }
}

function inBrackets(text: string, open: string, close: string): string {
  const line = oneLine(text)
  return line === '' ? '' : `${open}${line}${close}`
}
