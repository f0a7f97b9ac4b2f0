import { expect, test } from 'vitest'
import type { Cited } from '../../src/report/cited.ts'
import { evidenceItem } from '../../src/report/evidence-item.ts'
import { type Sighting, sightingOf } from '../../src/report/sighting.ts'
import { censusOf, dnsOf, failed, HOME, linkOf, pageOf, probeOf } from './captures-of.ts'

const LATER = '2026-03-02T02:05:00.000+08:00'
const LINK = `${HOME}a.html`
const HOST = 'www.shidu.example'
const none = { kind: 'answered', records: [] } as const

const CASES: readonly [name: string, check: string, subject: string, cited: readonly Cited[], sighting: Partial<Sighting>][] = [
  [
    'a dead link',
    'links-level-2',
    LINK,
    [linkOf('1', LINK, { look: 2 }, 404)],
    { page: LINK, parent: HOME, status: 404, millis: 80, family: 4, rechecks: 1 },
  ],
  [
    'a link without an answer',
    'links-level-2',
    LINK,
    [linkOf('1', LINK, { outcome: failed('timed-out') })],
    { status: '在规定时间内没有应答', millis: null },
  ],
  [
    'of two looks the last',
    'home',
    HOME,
    [pageOf('1', HOME, { look: 2 }, 500), pageOf('2', HOME, { takenAt: LATER }, 404)],
    { status: 500, rechecks: 1 },
  ],
  [
    'of two families the one cited first',
    'home',
    HOME,
    [pageOf('1', HOME, {}, 404), pageOf('2', HOME, { family: 6, look: 2 })],
    { status: 404, family: 4, rechecks: 0 },
  ],
  [
    'for a check of IPv6, IPv6',
    'ipv6-same-content',
    HOME,
    [pageOf('1', HOME), pageOf('2', HOME, { family: 6 }, 404)],
    { status: 404, family: 6 },
  ],
  [
    'a column, with the page that led there',
    'key-columns',
    LINK,
    [pageOf('0', HOME), pageOf('1', LINK, { of: HOME })],
    { page: LINK, parent: HOME, status: 200 },
  ],
  [
    'a host without records',
    'ipv6-address',
    HOST,
    [dnsOf('1', HOST, 'AAAA', none)],
    { page: null, status: '域名没有该地址族的解析记录', family: 6, millis: null },
  ],
  ['name servers', 'ipv6-nameservers', HOST, [dnsOf('1', HOST, 'NS', none)], { status: null, family: null }],
  [
    'a silent host, by its links',
    'ipv6-links-level-2',
    HOST,
    [linkOf('1', LINK, { family: 6, look: 2, outcome: failed('connection-refused') })],
    { page: null, parent: null, status: '连接被拒绝', family: 6, rechecks: 1 },
  ],
  [
    'another page’s status is not told',
    'board-unanswered',
    LINK,
    [pageOf('1', HOME, { takenAt: LATER })],
    { page: LINK, status: null, millis: null, family: null, checkedAt: LATER },
  ],
  [
    'the last of many probes',
    'availability',
    HOME,
    [probeOf('1', LATER, { outcome: failed('timed-out') }), probeOf('2', '2026-03-01T02:00:00.000+08:00')],
    { status: '在规定时间内没有应答', checkedAt: LATER },
  ],
  ['a ticket', 'error-report-open', 'ZC1', [], { page: null, parent: null, status: null, checkedAt: null }],
  ['no page but a script', 'links-level-2', 'javascript:alert(1)', [], { page: null }],
  ['an address with odd characters', 'links-level-2', `${HOME}年报 1.pdf`, [], { page: `${HOME}%E5%B9%B4%E6%8A%A5%201.pdf` }],
]

test.each(CASES)('what was seen: %s', (_, check, subject, cited, sighting) => {
  expect(sightingOf({ check, subject }, cited)).toMatchObject(sighting)
})

const TICKET = {
  number: 'ZC1',
  site: 's',
  submittedAt: '2025-11-18T09:00:00.000+08:00',
  dispatchedAt: null,
  answeredAt: null,
  status: '办理中',
  unfounded: false,
  extended: false,
  id: 't',
}

test.each([
  [
    'a page',
    pageOf('1', HOME, { role: 'home', address: '192.0.2.7' }, 412),
    { what: '首页', url: HOME, says: 'HTTP 412', address: '192.0.2.7', family: 4, body: { sha256: 'b'.repeat(64), length: 9 } },
  ],
  ['a link', linkOf('1', LINK, { outcome: failed('certificate-invalid') }), { what: '链接检测', says: '证书无效', body: null }],
  [
    'a name',
    dnsOf('1', HOST, 'A', { kind: 'answered', records: ['192.0.2.7', '192.0.2.8'] }),
    { what: '域名解析', url: null, says: `${HOST} A：192.0.2.7、192.0.2.8` },
  ],
  ['a name without records', dnsOf('1', HOST, 'AAAA', none), { says: `${HOST} AAAA：没有记录` }],
  ['a census', censusOf('1'), { what: '链接统计', says: '二级页面链接共 32 个，检测 30 个，其中外部链接 3 个' }],
  [
    'a message',
    { kind: 'ticket', id: 't', ticket: TICKET } as const,
    { what: '找错留言', takenAt: null, says: '留言 ZC1，2025-11-18 提交，未办结（状态：办理中）' },
  ],
  [
    'a ledger',
    { kind: 'ledger', id: 'l', importedAt: LATER, coversTo: '2026-03-01' } as const,
    { what: '找错台账', takenAt: LATER, says: '2026-03-02 导入，数据截至 2026-03-01' },
  ],
  ['what the store lost', undefined, { what: '证据记录', says: '库中没有该记录' }],
  ['a hostile name', dnsOf('1', 'a\u202e\n\u001b[2Jb', 'NS', { kind: 'answered', records: ['\u200bns'] }), { says: 'a [2Jb NS：ns' }],
])('evidence for a reader: %s', (_, cited, item) => {
  expect(evidenceItem('id', cited)).toMatchObject({ id: 'id', ...item })
})
