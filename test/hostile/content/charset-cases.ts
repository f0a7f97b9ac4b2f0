import iconv from 'iconv-lite'
import { type ContentCase, END, READ, ROWS } from './content-case.ts'
import type { Answer } from './judge-page.ts'

/** The page in the bytes of one charset, with what its header and its meta claim. */
function lying(bytes: string, header: string | null, meta: string | null, bom: readonly number[] = []): () => Answer {
  const html = `<!doctype html><html><head>${meta === null ? '' : `<meta charset="${meta}">`}<title>人事信息</title></head><body>${ROWS}${END}`
  const type = header === null ? 'text/html' : `text/html; charset=${header}`
  return () => ({ bytes: Buffer.concat([Buffer.from(bom), iconv.encode(html, bytes)]), headers: { 'content-type': type } })
}

const BYTES = 'bytes that are sound UTF-8 are believed before any claim, other claims before a guess'

/** What header, meta, byte order mark and bytes say, against each other. */
export const CHARSET_CASES: readonly ContentCase[] = [
  { name: 'gbk claimed', does: 'is UTF-8, the header says gbk', ...READ, because: BYTES, page: lying('utf8', 'gbk', null) },
  { name: 'gbk meta', does: 'is UTF-8, the meta says gb2312', ...READ, page: lying('utf8', null, 'gb2312') },
  { name: 'utf-8 claimed', does: 'is GBK, header and meta say utf-8', ...READ, page: lying('gbk', 'utf-8', 'utf-8') },
  { name: 'nothing claimed', does: 'is GB18030 and says nothing', ...READ, page: lying('gb18030', null, null) },
  { name: 'latin claimed', does: 'is GBK, the server says iso-8859-1 of every page', ...READ, page: lying('gbk', 'iso-8859-1', null) },
  { name: 'big5', does: 'is Big5 and says so', ...READ, page: lying('big5', 'big5', null) },
  {
    name: 'unknown label',
    does: 'is GBK, header and meta name charsets that nobody knows',
    ...READ,
    page: lying('gbk', 'x-no-such', 'klingon'),
  },
  {
    name: 'utf-7 claimed',
    does: 'is UTF-8, header and meta say utf-7',
    ...READ,
    because: 'no browser reads UTF-7 any more',
    page: lying('utf8', 'utf-7', 'utf-7'),
  },
  { name: 'utf-16 claimed', does: 'is UTF-8, the meta says utf-16', ...READ, page: lying('utf8', null, 'utf-16') },
  {
    name: 'utf-16 with a mark',
    does: 'is UTF-16 with its byte order mark, header and meta say gbk',
    ...READ,
    page: lying('utf-16le', 'gbk', 'gbk', [0xff, 0xfe]),
  },
  { name: 'utf-16 the other way', does: 'is big-endian UTF-16 with its mark', ...READ, page: lying('utf-16be', null, null, [0xfe, 0xff]) },
  {
    name: 'mark against bytes',
    does: 'is GBK behind a byte order mark of UTF-8',
    ...READ,
    because: 'a mark is believed, as browsers do: what it breaks are words, not days',
    page: lying('gbk', 'gbk', 'gbk', [0xef, 0xbb, 0xbf]),
  },
  { name: 'utf-16 without a mark', does: 'is UTF-16 and says so in the header alone', ...READ, page: lying('utf-16le', 'utf-16', null) },
  {
    name: 'label of a megabyte',
    does: 'names a charset of a megabyte',
    ...READ,
    page: () => ({ ...lying('gbk', null, 'x'.repeat(1_000_000))() }),
  },
  {
    name: 'two halves',
    does: 'is half UTF-8, half GBK',
    ...READ,
    because: 'whichever is believed, the days can be read',
    page: () => ({ bytes: Buffer.concat([iconv.encode('<html><p>政府信息公开'.repeat(400), 'gbk'), Buffer.from(ROWS)]) }),
  },
]
