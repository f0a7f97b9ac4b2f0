import { expect, test } from 'vitest'
import { failureOf, KnownFailure } from '../../../src/crawl/failures.ts'
import { FAILURES } from '../../../src/model/failure.ts'

const withCode = (code: string) => Object.assign(new Error('what happened'), { code })

test.each([
  ['ECONNREFUSED', 'connection-refused'],
  ['ECONNRESET', 'connection-reset'],
  ['EPIPE', 'connection-reset'],
  ['ETIMEDOUT', 'timed-out'],
  ['ENETUNREACH', 'no-route'],
  ['EHOSTUNREACH', 'no-route'],
  ['EADDRNOTAVAIL', 'no-route'],
  ['CERT_HAS_EXPIRED', 'certificate-invalid'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-failed'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls-failed'],
  ['EPROTO', 'tls-failed'],
  ['HPE_INVALID_CONSTANT', 'malformed-answer'],
  ['ABORT_ERR', 'cancelled'],
])('%s is %s', (code, failure) => {
  expect(failureOf(withCode(code))).toMatchObject({ kind: 'failed', failure })
})

test.each(['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS', 'ENOSPC', 'ERR_ASSERTION', 'SOMETHING_NEW', ''])('%s accuses nobody', (code) => {
  const { failure } = failureOf(withCode(code))
  expect([failure, FAILURES[failure].blame]).toEqual(['our-limit', 'us'])
})

test.each([undefined, null, 7, 'text', {}, new TypeError('a bug of ours')])('%s accuses nobody', (error) => {
  expect(failureOf(error)).toMatchObject({ failure: 'our-limit' })
})

test('a failure that is known keeps its name; details are one line', () => {
  expect(failureOf(new KnownFailure('not-allowed', 'port 22'))).toEqual({ kind: 'failed', failure: 'not-allowed', detail: 'port 22' })
  expect(failureOf(new Error('a\nb')).detail).toBe('a')
})
