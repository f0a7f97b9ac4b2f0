import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PageInput } from '../../src/extract/input.ts'
import { readQuality } from '../../src/extract/quality.ts'
import { shippedColumns, shippedPatterns } from './shipped-patterns.ts'

const config = { patterns: shippedPatterns(), columns: shippedColumns() }
const bytes = (text: string) => new TextEncoder().encode(text)
const quality = (html: string, more: Partial<PageInput> = {}) =>
  readQuality({ bytes: bytes(html), url: 'http://www.x.gov.cn/a.html', config, ...more })

const page = (title: string, body: string, head = '') =>
  `<!DOCTYPE html><html><head><title>${title}</title>${head}</head><body>${body}</body></html>`
const TEXT = '<p>各县区人民政府，市直各部门：为进一步做好有关工作，现将有关事项通知如下，请认真贯彻执行。</p>'
const LINKS = Array.from({ length: 20 }, (_, index) => `<li><a href="/${index}.html">关于开展第${index}项工作的通知</a></li>`).join('')
const RUISHU = `<meta id="9DhefwqGPrzGxEp9hPaoag" content="x" r='m'><script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;</script><script src="/x/y.js" r='m'></script>`

test.each<[string, string, Partial<PageInput>, string]>([
  ['412 with its script', `<html><head>${RUISHU}</head><body></body></html>`, { status: 412 }, 'protection'],
  ['the same with 202', `<html><head>${RUISHU}</head><body></body></html>`, { status: 202 }, 'protection'],
  ['the same with 200', `<html><head>${RUISHU}</head><body></body></html>`, { status: 200 }, 'protection'],
  [
    '521 with a cookie',
    '<script>document.cookie=("_")+("_jsl_clearance_s=1")</script>',
    { status: 521, headers: { 'set-cookie': '__jsluid_s=1' } },
    'protection',
  ],
  ['a shell that sets a cookie and reloads', '<html><script>document.cookie="a=1";location.reload()</script></html>', {}, 'protection'],
  ['a call for JavaScript', '<html><body><noscript>x</noscript><p>请开启JavaScript并刷新该页.</p></body></html>', {}, 'protection'],
  ['a firewall that says so', page('403', '<p>您的请求已被网站防火墙拦截，事件编号 1</p>'), { status: 403 }, 'protection'],
  ['a block page sent with 200', page('网站防火墙', '<p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>'), {}, 'protection'],
  [
    'the same of a cloud',
    page('提示', '<p>很抱歉，由于您访问的频率过高，有可能对网站造成安全威胁，您的访问被阻断。</p>'),
    {},
    'protection',
  ],
  ['an article that quotes it', page('关于网站误拦截问题的说明', `${TEXT}<p>提示“已被网站管理员设置拦截”。</p>`), {}, 'ok'],
  ['a server that does not know the site', page('没有找到站点', '<p>您的请求在服务器中没有找到对应的站点！</p>'), {}, 'soft-404'],
  ['a page that was let through with the script in it', page('通知公告', `<ul>${LINKS}</ul>`, RUISHU), {}, 'ok'],
  ['an article about firewalls', page('关于加强网站防火墙建设的通知', `${TEXT}<p>部署防火墙，拦截攻击，安全验证。</p>`), {}, 'ok'],
  ['a plain 404', page('404', 'x'), { status: 404 }, 'error-page'],
  ['a 500', 'Internal Server Error', { status: 500 }, 'error-page'],
  ['404 said with 200', page('404 - 某市人民政府', '<p>返回首页</p>'), {}, 'soft-404'],
  ['404 behind the site name', page('某市人民政府_404错误', '<a href=/>首页</a>'), {}, 'soft-404'],
  ['in few words', page('提示信息', '<p>对不起，您访问的页面不存在或已删除！</p><a href="/">返回首页</a>'), {}, 'soft-404'],
  ['within the frame of the site', page('页面不存在', `<ul>${LINKS}${LINKS}${LINKS}${LINKS}${LINKS}</ul>`), {}, 'soft-404'],
  ['a document whose number is 404', page('对第404号提案的答复', TEXT), {}, 'ok'],
  ['a headline about 404', page('网站提示404怎么办', TEXT), {}, 'ok'],
  ['an answer that information does not exist', page('依申请公开答复', '<p>经检索，您申请公开的该信息不存在。</p>'), {}, 'ok'],
  [
    'a short article by its markup',
    page('答网民', '<p>您访问的页面不存在的问题已经修复。</p>', '<meta name="ArticleTitle" content="答网民">'),
    {},
    'ok',
  ],
  ['nothing at all', '', {}, 'empty'],
  ['an empty body', '<html><body></body></html>', {}, 'empty'],
  ['a frameset', '<html><frameset><frame src="main.html"></frameset></html>', {}, 'ok'],
  ['only images', '<html><body><img src="1.jpg"></body></html>', {}, 'ok'],
  ['an application shell', page('某局', '<div id="app"></div><script src="/js/app.js"></script>'), {}, 'needs-rendering'],
  ['the same after rendering', page('某局', `<div id="app">${TEXT}</div><script src="/js/app.js"></script>`), { rendered: true }, 'ok'],
  ['templates not filled', page('某局', '<div id=list>{{title}} {{date}}</div><script>new Vue({})</script>'), {}, 'needs-rendering'],
  ['cut in a tag', `<html><body>${TEXT}<ul>${LINKS}<li><a href="/x`, {}, 'truncated'],
  ['cut in a word, much left open', `<html><body><div><div><ul><div><section><ul>${LINKS}<li><a href="/x">关于`, {}, 'truncated'],
  ['known to be cut', `<html><body>${TEXT}`, { truncated: true }, 'truncated'],
  ['shorter than announced', `<html><body>${TEXT}`, { headers: { 'content-length': '99999' } }, 'truncated'],
  ['cut behind its end', page('通知', TEXT), { truncated: true }, 'ok'],
  ['a careless page without ends', `<html><body><div>${TEXT}<table><tr><td>x`, {}, 'ok'],
  ['an article', page('通知', TEXT), {}, 'ok'],
])('%s', (_, html, more, expected) => {
  expect(quality(html, more).quality).toBe(expected)
})

test('the device is named', () => {
  expect(quality(`<html><head>${RUISHU}</head></html>`, { status: 412 }).protection).toMatch(/ruishu/)
})

test('any bytes with any status are judged', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), fc.integer({ min: 100, max: 599 }), (body, status) => {
      expect(typeof readQuality({ bytes: body, url: 'http://a.gov.cn/', status, config }).quality).toBe('string')
    }),
  )
})
