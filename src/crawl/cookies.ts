/** Cookies of one chain of redirects: many sites set one and redirect to the same page, which without it would look like a loop. Forgotten with the look. */
export class CookieJar {
  readonly #cookies = new Map<string, { readonly domain: string; readonly exact: boolean; readonly name: string; readonly value: string }>()

  take(host: string, setCookies: readonly string[]): void {
    for (const line of setCookies.slice(0, 50)) {
      const [pair = '', ...attributes] = line.split(';')
      const at = pair.indexOf('=')
      const name = pair.slice(0, at).trim()
      const value = pair.slice(at + 1).trim()
      if (at < 1 || !SENDABLE.test(name) || !SENDABLE.test(value) || name.length + value.length > 4_096) continue
      const domain = domainOf(attributes)
      const shared = domain !== null && (host === domain || host.endsWith(`.${domain}`)) && domain.includes('.')
      this.#cookies.set(`${shared ? domain : host} ${name}`, { domain: shared ? domain : host, exact: !shared, name, value })
    }
  }

  /** The `Cookie` field for this host; empty when there is none. */
  header(host: string): string {
    return [...this.#cookies.values()]
      .filter(({ domain, exact }) => host === domain || (!exact && host.endsWith(`.${domain}`)))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
  }
}

const SENDABLE = /^[\x21-\x3a\x3c-\x7e]*$/

function domainOf(attributes: readonly string[]): string | null {
  for (const attribute of attributes) {
    const [key = '', value = ''] = attribute.split('=', 2)
    if (key.trim().toLowerCase() === 'domain' && value.trim() !== '') return value.trim().toLowerCase().replace(/^\./, '')
  }
  return null
}
