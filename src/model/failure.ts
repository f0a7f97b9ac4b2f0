/** Every way to get no answer: whose doing it is, and whether asking again can help. */
export const FAILURES = {
  // A wrong row of the registry or a resolver cut off from the world answers the same: no proof against the site.
  'no-such-host': { blame: 'unclear', retry: true, says: '域名不存在' },
  'no-address': { blame: 'site', retry: false, says: '域名没有该地址族的解析记录' },
  'connection-refused': { blame: 'site', retry: true, says: '连接被拒绝' },
  'connection-reset': { blame: 'unclear', retry: true, says: '连接被重置' },
  'certificate-invalid': { blame: 'site', retry: true, says: '证书无效' },
  'tls-failed': { blame: 'unclear', retry: true, says: 'TLS 握手失败' },
  'timed-out': { blame: 'unclear', retry: true, says: '在规定时间内没有应答' },
  'malformed-answer': { blame: 'site', retry: true, says: '应答不符合 HTTP 协议' },
  'too-many-redirects': { blame: 'site', retry: true, says: '重定向循环或次数过多' },
  'resolver-failed': { blame: 'us', retry: true, says: '域名解析服务没有给出答复' },
  'no-route': { blame: 'us', retry: true, says: '本机到该地址没有路由' },
  'not-allowed': { blame: 'us', retry: false, says: '地址或端口不在允许访问的范围内' },
  'robots-disallowed': { blame: 'us', retry: false, says: 'robots.txt 不允许访问' },
  'our-limit': { blame: 'us', retry: true, says: '本机资源不足' },
  'protocol-not-spoken': { blame: 'us', retry: false, says: '服务器只接受 HTTP/2，检查程序只用 HTTP/1.1' },
  'browser-failed': { blame: 'us', retry: true, says: '浏览器渲染失败' },
  'cancelled': { blame: 'us', retry: true, says: '本次检查被中止' },
} as const satisfies Record<string, { blame: Blame; retry: boolean; says: string }>

export type Blame = 'site' | 'us' | 'unclear'
export type Failure = keyof typeof FAILURES

/** A 404 is an answer. A failure is the absence of one. */
export type Outcome<Answer> =
  | ({ readonly kind: 'answered' } & Answer)
  | { readonly kind: 'failed'; readonly failure: Failure; readonly detail: string }
