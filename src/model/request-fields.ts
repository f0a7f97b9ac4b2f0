/** The header fields that every request carries besides `Host` and, within a chain of redirects, the cookies that the chain itself was given. */
export function requestFields(userAgent: string): Record<string, string> {
  return {
    'user-agent': userAgent,
    'accept': 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5',
    'accept-encoding': 'gzip, deflate, br, zstd',
  }
}
