import { expect, test } from 'vitest'
import type { AnnualFormView } from '../../src/model/evidence.ts'
import { evidenceOf, HOME, list, page, type Seen, siteOf } from './night.ts'

const FORM = `${HOME}zfwzgzndbb/2025.html`
const ENTRY = `<a href="${FORM}">政府网站工作年度报表（2025年度）</a>`
const TABLE = `<h1>政府网站工作年度报表（2025年度）</h1><div>发布时间：2026-01-20</div><table>
<tr><td>填报单位</td><td>甲市人民政府办公室</td></tr><tr><td>网站名称</td><td>甲市人民政府</td></tr><tr><td>首页网址</td><td>${HOME}</td></tr>
<tr><td>网站标识码</td><td>6200000001</td></tr><tr><td>收到留言数量</td><td>12</td></tr><tr><td>办结留言数量</td><td>10</td></tr>
<tr><td>独立用户访问总量</td><td>1000</td></tr><tr><td>填报日期</td><td>2026-01-15</td></tr></table>`

const home = (body: string): Seen => ({ role: 'home', level: 1, html: page('甲市', body) })
const form = (more: Partial<Seen> = {}): Seen => ({ role: 'annual-form', url: FORM, of: HOME, html: page('年度报表', TABLE), ...more })

async function view(seen: readonly Seen[], about: Parameters<typeof evidenceOf>[1] = {}): Promise<AnnualFormView> {
  return (await evidenceOf(seen, about)).annualForm
}

test('the form that the homepage leads to is read, with the date that its page prints', async () => {
  const annual = await view([home(ENTRY), form()])
  expect(annual).toMatchObject({ onHome: [{ url: FORM, year: 2025 }], elsewhere: [], unread: null })
  expect(annual.form).toMatchObject({ url: FORM, year: 2025, siteCode: '6200000001', publishedAt: '2026-01-20', filledOn: '2026-01-15' })
  expect(annual.evidence).toHaveLength(1)
})

test.each<[string, Partial<Seen>, AnnualFormView['unread']]>([
  ['a PDF', { bytes: Buffer.from('%PDF-1.4'), type: 'application/octet-stream' }, 'pdf'],
  ['a picture', { bytes: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), type: 'image/png' }, 'image'],
  [
    'a protection page in place of a PDF',
    { status: 412, html: "<html><script>$_ts=window['$_ts']</script></html>", type: 'application/pdf' },
    'protection',
  ],
  ['no answer', { failure: 'timed-out' }, 'failed'],
  ['robots', { failure: 'robots-disallowed' }, 'robots'],
  ['a text that is no form', { html: page('', '<p>见附件。</p>') }, 'unreadable'],
])('a form that is %s is not read', async (_, more, unread) => {
  expect(await view([home(ENTRY), form(more)])).toMatchObject({ form: null, unread })
})

test('a form that nobody visited was not read, and one that nobody links is not missing', async () => {
  expect(await view([home(ENTRY)])).toMatchObject({ form: null, unread: 'failed' })
  expect(await view([home('')])).toMatchObject({ onHome: [], elsewhere: [], form: null, unread: null })
})

test('a link to a list of forms has the year of none, and the newest form below it is read', async () => {
  const index = `${HOME}ndbb/`
  const older = `${HOME}ndbb/2024.html`
  const annual = await view([
    home(`<a href="${index}">政府网站工作年度报表</a>`),
    form({
      url: index,
      html: page(
        '年度报表',
        list([
          ['2026-01-21', '2025年政府网站工作年度报表', FORM],
          ['2025-01-21', '2024年政府网站工作年度报表', older],
        ]),
      ),
    }),
    form({ of: index, html: page('年度报表', TABLE.replace('<div>发布时间：2026-01-20</div>', '')) }),
    form({ of: index, url: older, html: page('年度报表', TABLE.replaceAll('2025', '2024')) }),
  ])
  expect(annual.form).toMatchObject({ url: FORM, year: 2025, publishedAt: '2026-01-21' })
})

test('a copy elsewhere is told from one on the homepage', async () => {
  const annual = await view([
    home(''),
    { role: 'page', url: `${HOME}zwgk/`, level: 2, html: page('政务公开', ENTRY) },
    form({ of: `${HOME}zwgk/` }),
  ])
  expect(annual).toMatchObject({ onHome: [], elsewhere: [{ url: FORM, year: 2025, foundOn: `${HOME}zwgk/` }], form: { url: FORM } })
})

test('a form that only a person knows of does not stand on the homepage', async () => {
  const annual = await view([home(''), { ...form(), label: '登记册指定' }], { site: siteOf({ annualForm: FORM }) })
  expect(annual).toMatchObject({ onHome: [], elsewhere: [{ url: FORM, year: 2025 }], form: { year: 2025 } })
  const both = await view([home(ENTRY), form()], { site: siteOf({ annualForm: FORM }) })
  expect(both).toMatchObject({ onHome: [{ url: FORM }], elsewhere: [] })
})
