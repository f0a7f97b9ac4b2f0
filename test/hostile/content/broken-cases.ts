import { before, behind, type ContentCase, DOUBT, END, HEAD, READ, ROWS, times } from './content-case.ts'

const SWALLOWED = 'a browser shows nothing of it either, but the page may have been cut off on its way'

/** What is never closed, and characters that no page should hold. */
export const BROKEN_CASES: readonly ContentCase[] = [
  {
    name: 'comment',
    does: 'opens a comment in front of the list and never closes it',
    ...DOUBT,
    because: SWALLOWED,
    page: (n) => before(`<!--${'- '.repeat(n)}`),
    n: 160_000,
  },
  {
    name: 'comment of dashes',
    does: 'opens a comment of dashes alone',
    ...DOUBT,
    because: SWALLOWED,
    page: (n) => before(`<!--${'-'.repeat(n)}`),
    n: 400_000,
  },
  {
    name: 'script',
    does: 'opens a script and never closes it',
    ...DOUBT,
    because: SWALLOWED,
    page: (n) => before(`<script>${'var a=1;\n'.repeat(n)}`),
    n: 40_000,
  },
  {
    name: 'title',
    does: 'opens a title and never closes it',
    ...DOUBT,
    because: SWALLOWED,
    page: (n) => `<title>${'页 '.repeat(n)}${ROWS}${END}`,
    n: 80_000,
  },
  {
    name: 'cdata',
    does: 'opens a CDATA section in svg and never closes it',
    ...DOUBT,
    because: SWALLOWED,
    page: (n) => before(`<svg><![CDATA[${']'.repeat(n)}`),
    n: 400_000,
  },
  {
    name: 'tag',
    does: 'opens a tag and never closes it',
    ...DOUBT,
    because: SWALLOWED,
    page: (n) => `${HEAD}${ROWS.slice(0, 20)}<a href="${'x'.repeat(n)}`,
    n: 400_000,
  },
  {
    name: 'stored records',
    does: 'opens 100,000 records and closes none',
    ...READ,
    page: (n) => behind(`<script type="text/xml">${'<record><![CDATA['.repeat(n)}</script>`),
    n: 24_000,
  },
  {
    name: 'NUL everywhere',
    does: 'puts NUL between all characters of a page',
    ...DOUBT,
    because: 'nothing can be read, and that is not called empty',
    page: (n) => `${HEAD}${ROWS}${END}`.split('').join('\0') + '\0'.repeat(n),
    n: 200_000,
  },
  { name: 'NUL between', does: 'puts NUL between the rows', ...READ, page: (n) => behind('\0'.repeat(n)), n: 200_000 },
  {
    name: 'lone surrogates',
    does: 'writes lone surrogates as entities and as bytes',
    ...READ,
    page: (n) => Buffer.concat([Buffer.from(behind('&#xd800;&#56320;'.repeat(n))), Buffer.from([0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80])]),
    n: 40_000,
  },
  {
    name: 'control characters',
    does: 'writes every control character, and marks that turn the direction',
    ...READ,
    page: (n) => behind(`${times(32, (code) => String.fromCharCode(code))}\u202e\u2066\ufeff`.repeat(n)),
    n: 5000,
  },
  {
    name: 'script addresses',
    does: 'links to javascript:, data: and blob: addresses in every spelling',
    ...READ,
    page: (n) =>
      behind(
        [
          'javascript:alert(1)',
          ' java\nscript:x',
          'JAVASCRIPT:x',
          'data:text/html,x',
          'blob:http://x/1',
          'vbscript:x',
          'file:///etc/passwd',
        ]
          .map((url) => `<a href="${url}">关于第九批任职的通知</a>2099-01-01`)
          .join('')
          .repeat(n),
      ),
    n: 500,
  },
  {
    name: 'impossible dates',
    does: 'dates its rows 9999-99-99 and 2026-02-30',
    ...DOUBT,
    because: 'such a day is none',
    page: (n) =>
      `${HEAD}<ul>${times(n, (row) => `<li><a href="/a/${row}.html">关于第${row}批任职的通知</a><span>${row % 2 ? '9999-99-99' : '2026-02-30'}</span></li>`)}</ul>${END}`,
    n: 750,
  },
  {
    name: 'dates to come',
    does: 'dates its rows in 2098',
    ...DOUBT,
    because: 'a day to come proves nothing',
    page: () => `${HEAD}${ROWS.replaceAll('2026-03-05', '2098-01-01')}${END}`,
  },
  {
    name: 'very old dates',
    does: 'dates its rows in 1900',
    ...DOUBT,
    because: 'no website has published then',
    page: () => `${HEAD}${ROWS.replaceAll('2026-03-05', '1900-01-01')}${END}`,
  },
  {
    name: 'many rows',
    does: 'lists 100,000 dated rows',
    ...READ,
    page: (n) =>
      `${HEAD}<ul>${times(n, (row) => `<li><a href="/a/${row}.html">关于第${row}批任职的通知</a><span>2026-03-01</span></li>`)}</ul>${END}`,
    n: 750,
  },
  {
    name: 'newest row last',
    does: 'lists 9,000 rows, the oldest first',
    ...READ,
    because: 'of very long lists the beginning and the end are read',
    page: () =>
      `${HEAD}<ul>${times(9000, (row) => `<li><a href="/a/${row}.html">关于第${row}批任职的通知</a><span>${row < 8990 ? '2019-01-01' : '2026-03-01'}</span></li>`)}</ul>${END}`,
  },
  {
    name: 'newest row too far',
    does: 'lists old rows, then 1,000,000 elements, then new rows',
    ...DOUBT,
    because: 'of a page that is not read to its end nothing is said',
    page: () => `${HEAD}${ROWS.replaceAll('2026-03-05', '2019-03-05')}${'<p>'.repeat(1_000_000)}${ROWS}${END}`,
  },
  {
    name: 'short rows',
    does: 'lists links too short for rows, without a date',
    ...DOUBT,
    because: 'the page has content of its own, so it is not called empty',
    page: () => `${HEAD}<p>${times(40, (row) => `<a href="/a/${row}.html">第${row}期</a> `)}</p>${END}`,
  },
  {
    name: 'table of names',
    does: 'shows short words in a table and no list',
    ...DOUBT,
    because: 'the page has content of its own, so it is not called empty',
    page: () =>
      `${HEAD}<table>${times(9, (row) => `<tr><td>张三${String.fromCharCode(0x4e00 + row)}</td><td>副${String.fromCharCode(0x5e02 + row)}长</td></tr>`)}</table>${END}`,
  },
  {
    name: 'pictures alone',
    does: 'shows pictures in the place of a list',
    ...DOUBT,
    because: 'the page has content of its own, so it is not called empty',
    page: () => HEAD + times(9, (row) => `<img src="/p/${row}.jpg">`) + END,
  },
  {
    name: 'nothing',
    does: 'shows its name and nothing else, beside well-filled columns',
    verdict: 'fail',
    blame: 'site',
    because: 'the counter-proof: what is empty is called so',
    page: () => `${HEAD}<h1>人事信息</h1>${END}`,
  },
]
