import type { Failure } from '../model/failure.ts'

/** Why there is no answer, as data. */
export interface Failed {
  readonly kind: 'failed'
  readonly failure: Failure
  readonly detail: string
}

export function failed(failure: Failure, detail: string): Failed {
  return { kind: 'failed', failure, detail }
}

/** Thrown inside a connection attempt when the failure is already known (the guard, our own deadline). */
export class KnownFailure extends Error {
  readonly failure: Failure

  constructor(failure: Failure, detail: string) {
    super(detail)
    this.name = 'KnownFailure'
    this.failure = failure
  }
}

const BY_CODE: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-reset',
  ECONNABORTED: 'connection-reset',
  EPIPE: 'connection-reset',
  UND_ERR_SOCKET: 'connection-reset',
  ETIMEDOUT: 'timed-out',
  UND_ERR_CONNECT_TIMEOUT: 'timed-out',
  UND_ERR_HEADERS_TIMEOUT: 'timed-out',
  UND_ERR_BODY_TIMEOUT: 'timed-out',
  UND_ERR_HEADERS_OVERFLOW: 'malformed-answer',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'malformed-answer',
  UND_ERR_ABORTED: 'cancelled',
  ABORT_ERR: 'cancelled',
  ENETUNREACH: 'no-route',
  EHOSTUNREACH: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  ENETDOWN: 'no-route',
  EACCES: 'no-route',
  EPERM: 'no-route',
  EAFNOSUPPORT: 'no-route',
  EPROTO: 'tls-failed',
  // The server has no HTTP/1.1, which is all that we offer; browsers have more.
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: 'protocol-not-spoken',
  // Certificates that are wrong whoever looks at them.
  CERT_HAS_EXPIRED: 'certificate-invalid',
  CERT_NOT_YET_VALID: 'certificate-invalid',
  CERT_REVOKED: 'certificate-invalid',
  CERT_SIGNATURE_FAILURE: 'certificate-invalid',
  CERT_UNTRUSTED: 'certificate-invalid',
  CERT_REJECTED: 'certificate-invalid',
  CERT_CHAIN_TOO_LONG: 'certificate-invalid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-invalid',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-failed',
  // A missing intermediate, or a root that our own store lacks: browsers may well find it, so it is no proof against the site.
  UNABLE_TO_GET_ISSUER_CERT: 'tls-failed',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-failed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-failed',
  ERROR_IN_CERT_NOT_BEFORE_FIELD: 'certificate-invalid',
  ERROR_IN_CERT_NOT_AFTER_FIELD: 'certificate-invalid',
  HOSTNAME_MISMATCH: 'certificate-invalid',
  INVALID_CA: 'certificate-invalid',
  INVALID_PURPOSE: 'certificate-invalid',
  PATH_LENGTH_EXCEEDED: 'certificate-invalid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-invalid',
  ERR_TLS_CERT_ALTNAME_FORMAT: 'certificate-invalid',
  // c-ares, by the resolver.
  ENOTFOUND: 'no-such-host',
  EBADNAME: 'no-such-host',
}

/** What an error of sockets, TLS or the HTTP parser means. What we do not know is our own limit: it must never accuse. */
export function failureOf(error: unknown): Failed {
  if (error instanceof KnownFailure) return failed(error.failure, error.message)
  const code = codeOf(error)
  const known = BY_CODE[code]
  if (known !== undefined) return failed(known, describe(error, code))
  if (code.startsWith('HPE_')) return failed('malformed-answer', describe(error, code))
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return failed('tls-failed', describe(error, code))
  return failed('our-limit', describe(error, code))
}

export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  const name = 'name' in error ? error.name : ''
  // undici's parser errors carry a code in name only.
  if (name === 'HTTPParserError') return 'HPE_INVALID'
  return name === 'AbortError' ? 'ABORT_ERR' : ''
}

function describe(error: unknown, code: string): string {
  const message = error instanceof Error ? error.message : String(error)
  const line = message.split('\n', 1)[0] ?? ''
  return (code && !line.includes(code) ? `${code}: ${line}` : line).slice(0, 300)
}
