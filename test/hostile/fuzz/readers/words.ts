import fc from 'fast-check'
import { dayNamed, momentNamed } from '../../../../src/cli/named-moments.ts'
import { readLedgerDate } from '../../../../src/registry/ledger-date.ts'
import {
  judgeAddress,
  judgeCidr,
  judgeCron,
  judgeHostName,
  judgeResolver,
  judgeTimezone,
  judgeUserAgent,
} from '../../../../src/registry/network-words.ts'
import { quote } from '../../../../src/registry/quote.ts'
import { judgeUrl } from '../../../../src/registry/schema.ts'
import { foldWord } from '../../../../src/registry/site-words.ts'
import { suggest } from '../../../../src/registry/suggest.ts'
import { address } from '../given/addresses.ts'
import { number, odd, plainDate, title } from '../given/words.ts'
import { must } from '../holds.ts'
import { orRefused } from '../refused.ts'
import { type Group, plainGroup } from '../target.ts'

const WORDS = plainGroup({
  name: 'words of the configuration',
  given: 'dates, numbers, addresses, cron expressions and other words that people write',
  cases: () =>
    fc.oneof(
      plainDate,
      number,
      address,
      title,
      odd,
      fc.constantFrom(
        '0 2 * * *',
        '*/5 * * * 8',
        '10.0.0.0/8',
        '::/0',
        '1.2.3.4:53',
        '[::1]:99999',
        'Asia/Shanghai',
        '46234.5',
        '20260731102030',
        '2026-07-31 下午13:00',
        '2026-07-31T10:20:00+99:99',
        '2026年7月31日 24:00',
      ),
    ),
  targets: [
    {
      name: 'moments of a ledger',
      of: ['registry/ledger-date.ts readLedgerDate'],
      holds: 'a moment between 1999 and 2101, or none',
      check: (text) => {
        const read = readLedgerDate(text)
        if (!read) return
        const ms = Date.parse(read.instant)
        must(ms > Date.UTC(1999, 0) && ms < Date.UTC(2101, 1), () => `a moment ${read.instant}`)
      },
    },
    {
      name: 'judging a word',
      of: [
        'registry/network-words.ts judgeCron',
        'registry/network-words.ts judgeTimezone',
        'registry/network-words.ts judgeCidr',
        'registry/network-words.ts judgeAddress',
        'registry/network-words.ts judgeResolver',
        'registry/network-words.ts judgeHostName',
        'registry/network-words.ts judgeUserAgent',
        'registry/schema.ts judgeUrl',
        'registry/suggest.ts suggest',
        'registry/quote.ts quote',
        'registry/site-words.ts foldWord',
      ],
      holds: 'sound, or a fault that says what was expected; what is suggested is one of the candidates',
      check: (text) => {
        for (const judge of [judgeCron, judgeTimezone, judgeCidr, judgeAddress, judgeResolver, judgeHostName, judgeUserAgent, judgeUrl]) {
          const fault = judge(text)
          must(fault === undefined || fault.expected !== '', () => 'a fault without expectation')
        }
        must(judgeUrl(text) !== undefined || new URL(text).protocol.startsWith('http'), () => 'no URL')
        const near = suggest(text, ['resolver', 'servers', ''])
        must(near === undefined || ['resolver', 'servers', ''].includes(near), () => `suggests ${near}`)
        must(quote(text).length <= 90 * 2 && !/[\r\n]/.test(quote(text)), () => `quoted as ${quote(text)}`)
        must(foldWord(foldWord(text)) === foldWord(text) || /[^\0-\x7f]/.test(text), () => 'folded twice it is another')
      },
    },
  ],
})

const OPTIONS = plainGroup({
  name: 'words of the command line',
  given: 'days and moments in all spellings, those that no calendar has, years of six digits, and what is neither',
  cases: () =>
    fc.oneof(
      plainDate,
      odd.map((text) => text.toWellFormed()),
      fc
        .tuple(plainDate, fc.constantFrom('T10:00:00+08:00', 'T24:00:00Z', 'T10:00Z', 'T25:61:61+99:99', 't1z'))
        .map((parts) => parts.join('')),
      fc.constantFrom(
        '+275760-09-13T00:00:00.000Z',
        '-271821-04-20T00:00:00Z',
        '0001-01-01T00:00:00Z',
        '9999-12-31',
        '0000-01-01',
        '2026-02-30',
        '1 T Z',
      ),
    ),
  targets: [
    {
      name: 'days and moments that options name',
      of: ['cli/named-moments.ts momentNamed', 'cli/named-moments.ts dayNamed'],
      holds: 'that day, a moment of four-digit years, or a UserError',
      check: async (text) => {
        const moment = await orRefused(() => momentNamed(text))
        must(moment === null || /^\d{4}-\d\d-\d\dT[\d:.]{12}\+08:00$/.test(moment), () => `a moment ${moment}`)
        must(moment === null || text.length > 10 || moment.startsWith(text), () => `${moment} is not ${text}`)
        const day = await orRefused(() => dayNamed(text))
        must(day === null || new Date(`${day}T00:00:00Z`).toISOString().startsWith(text), () => `no day ${day}`)
      },
    },
  ],
})

export const WORD_GROUPS: readonly Group[] = [WORDS, OPTIONS]
