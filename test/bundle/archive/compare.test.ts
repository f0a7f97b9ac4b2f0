import { beforeAll, describe, expect, test } from 'vitest'
import type { Archive } from '../../../src/bundle/archive/open.ts'
import type { Capture } from '../../../src/model/capture.ts'
import { archiveOf, Evidence, link, named, opened, page } from './samples.ts'

const SITE = '6200000001'
const evidence = new Evidence()
const home = page(
  'http://a.cn/',
  evidence.keep('home'),
  { redirects: [{ url: 'http://a.cn/old', status: 301, location: '/' }], headers: { 'content-type': 'text/html', 'etag': '"1"' } },
  { role: 'home' },
)
const dead = link('http://a.cn/dead', {}, { outcome: { kind: 'failed', failure: 'timed-out', detail: '' } })
const note = named({ kind: 'note', takenAt: '', about: 'crash', subject: 's', detail: 'd' })
let archive: Archive

beforeAll(async () => {
  archive = await opened(await archiveOf([{ site: SITE, captures: [home, dead, note], body: evidence.body }]))
})

const { outcome } = home
if (outcome.kind === 'failed') throw new Error('the sample is no answer')
const answered = outcome

describe('what a capture says otherwise than its records is named', () => {
  test.each<[string, Capture, string[]]>([
    ['the status', { ...home, outcome: { ...answered, status: 404 } }, ['response: first line']],
    ['a field', { ...home, outcome: { ...answered, headers: { ...answered.headers, etag: '"2"' } } }, ['response: field etag']],
    ['a field more', { ...home, outcome: { ...answered, headers: { ...answered.headers, age: '1' } } }, ['response: field age']],
    [
      'the time',
      { ...home, takenAt: '2026-03-01T10:00:01.000+08:00' },
      ['response: WARC-Date', 'request: WARC-Date', 'response: WARC-Date'],
    ],
    ['the address', { ...home, address: '192.0.2.8' }, ['request: WARC-IP-Address', 'response: WARC-IP-Address']],
    ['that the body is cut', { ...home, outcome: { ...answered, truncated: true } }, ['response: WARC-Truncated']],
    [
      'the body',
      { ...home, outcome: { ...answered, body: evidence.keep('hime') } },
      ['response: WARC-Payload-Digest', 'response: content'],
    ],
    [
      'where it ended',
      { ...home, outcome: { ...answered, finalUrl: 'http://a.cn/b' } },
      ['request: WARC-Target-URI', 'request: first line', 'response: WARC-Target-URI'],
    ],
    [
      'a hop',
      { ...home, outcome: { ...answered, redirects: [{ url: 'http://a.cn/other', status: 302, location: '/' }] } },
      ['response: WARC-Target-URI', 'response: first line'],
    ],
    [
      'a hop’s target',
      { ...home, outcome: { ...answered, redirects: [{ url: 'http://a.cn/old', status: 301, location: '/x' }] } },
      ['response: field location'],
    ],
    ['a failure', { ...dead, outcome: { kind: 'failed', failure: 'timed-out', detail: 'x' } }, ['metadata: content']],
    [
      'a note',
      { ...note, kind: 'note', about: 'crash', subject: 's', detail: 'x' },
      ['resource: WARC-Payload-Digest', 'resource: content'],
    ],
  ])('%s', async (_, changed, at) => {
    const captures = [home, dead, note].map((capture) => (capture.id === changed.id ? changed : capture))
    const differences = await archive.compareWithCaptures(SITE, captures)
    expect(differences.map((difference) => difference.at)).toEqual(at)
    expect(new Set(differences.map(({ capture }) => capture))).toEqual(new Set([changed.id]))
  })
})

test('both sides are told', async () => {
  const changed = { ...home, outcome: { ...answered, status: 404 } }
  expect(await archive.compareWithCaptures(SITE, [changed, dead, note])).toEqual([
    { capture: home.id, at: 'response: first line', expected: 'HTTP/1.1 404 Not Found', got: 'HTTP/1.1 200 OK' },
  ])
})

test('records without their capture are too many', async () => {
  const differences = await archive.compareWithCaptures(SITE, [home, note])
  expect(differences).toEqual([{ capture: dead.id, at: 'metadata', expected: '(nothing)', got: expect.stringMatching(/^<urn:uuid:/) }])
})

test('a capture without its records is named', async () => {
  const more = link('http://a.cn/more')
  const differences = await archive.compareWithCaptures(SITE, [home, dead, note, more])
  expect(differences).toEqual([{ capture: more.id, at: 'response', expected: expect.stringMatching(/^<urn:uuid:/), got: '(nothing)' }])
})

test('a first body that is missing is seen in the one that refers to it too', async () => {
  const one = page('http://a.cn/1', evidence.keep('same'))
  const two = page('http://a.cn/2', evidence.keep('same'), {}, { takenAt: '2026-03-02T10:00:00.000+08:00' })
  const other = await opened(await archiveOf([{ site: SITE, captures: [one, two], body: evidence.body }]))
  const at = (await other.compareWithCaptures(SITE, [two])).map(
    (difference) => `${difference.capture === one.id ? 'one' : 'two'} ${difference.at}`,
  )
  expect(at).toContain('one response')
  expect(at).toContain('two response: WARC-Type')
})
