import { expect, test } from 'vitest'
import { parseDocument } from '../../src/extract/document.ts'
import { isUnderConstruction } from '../../src/extract/under-construction.ts'
import { shippedPatterns } from './shipped-patterns.ts'

const words = shippedPatterns().underConstruction
const says = (body: string, hasRows = false) =>
  isUnderConstruction(
    parseDocument(`<div class="nav"><a href="/">首页</a></div>${body}<p>版权所有</p>`, 'http://x.linhe.gov.cn/'),
    hasRows,
    words,
  )

test.each([
  '<p>该栏目正在建设中</p>',
  '<div>本栏目正在建设中，敬请期待！</div>',
  '<h2>页面建设中……</h2>',
  '<p>对不起，您访问的页面正在建设中，请稍后访问。</p>',
  '<div><b>“热点回应”栏目</b>正在建设中</div>',
  '<td>网站建设中，敬请关注</td>',
  '<p>建设中...</p>',
])('%s is said of the page', (html) => {
  expect(says(html)).toBe(true)
  expect(says(html, true)).toBe(false)
})

test.each([
  '<p>目前，临河机场正在建设中。</p>',
  '<p>正在建设中的临河大桥全长二千米</p>',
  '<ul><li><a href="/1.html">临河市在生态文明建设中……</a></li></ul>',
  '<p>政府网站建设中存在的问题</p>',
  '<p>在网络内容建设中发挥作用，推动各项工作落到实处</p>',
  `<p>${'临河市地处河谷，'.repeat(8)}有一条铁路正在建设中。</p>`,
])('%s is said of something else', (html) => {
  expect(says(html)).toBe(false)
})
