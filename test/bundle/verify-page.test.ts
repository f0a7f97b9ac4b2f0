import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyPage } from '../../src/bundle/verify-page/verify-page.ts'
import { sample, sampleSeals, writeSample } from './sample-bundle.ts'
import { changed, type Files, inside, key, packed, stampOf, stranger } from './tampering.ts'
import { CHANGES, REFUSED } from './verify-page-cases.ts'

/** Where a person may look at the page in every state; without it no picture is kept. */
const PICTURES = process.env['VERIFY_PAGE_PICTURES']

let folder: string
let url: string
let browser: Browser
let sound: Files

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'govsite-verify-page-'))
  writeFileSync(join(folder, 'verify.html'), verifyPage())
  url = pathToFileURL(join(folder, 'verify.html')).href
  sound = await inside(sample(key))
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', chromiumSandbox: process.getuid?.() !== 0 })
})

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Shown {
  readonly word: string
  readonly says: string
  readonly differences: string[]
  readonly page: Page
}

/** In a context of its own, as axe demands; closing the page at the end of a test leaves the context to the browser's end. */
async function newPage(width = 1000): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 } })
  return context.newPage()
}

/** The page after it has checked the zip; fails when a request left it or its own policy was broken. */
async function dropped(zip: Uint8Array, width = 1000): Promise<Shown> {
  const page = await newPage(width)
  const trouble: string[] = []
  page.on('request', (request) => {
    if (!/^(?:file|blob):/.test(request.url())) trouble.push(request.url())
  })
  page.on('console', (message) => trouble.push(message.text()))
  page.on('pageerror', (error) => trouble.push(String(error)))
  await page.goto(url)
  await page.setInputFiles('#file', { name: 'bundle.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) })
  await page.waitForSelector('#verdict:not([hidden])')
  expect(trouble).toEqual([])
  const whats = await page.locator('#differences-list .what').allTextContents()
  const paths = await page.locator('#differences-list code').allTextContents()
  const read = async (id: string) => (await page.textContent(id)) ?? ''
  return {
    word: await read('#verdict-word'),
    says: await read('#verdict-says'),
    differences: whats.map((what, at) => `${what} ${paths[at]}`),
    page,
  }
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name.replaceAll(' ', '-')}.png`), fullPage: true })
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

test('a good bundle is whole, and the page says of whom, when and what', async () => {
  const { word, says, differences, page } = await dropped(packed(sound))
  expect([word, differences]).toEqual(['完好', []])
  expect(says).toContain('2 个网站的封存与证据相符')
  const facts = await page.textContent('#facts-list')
  expect(facts).toContain('某省人民政府办公厅')
  expect(facts).toContain('2026-03-01-night-7')
  expect(facts).toContain('检查时间（北京时间）2026 年 3 月 2 日 01:00:00 至 2026 年 3 月 2 日 04:00:00')
  expect(facts).toContain('未加盖时间戳')
  expect(await page.textContent('#keys-list')).toBe(`签署整个证据包、签署封存声明${key.fingerprint}`)
  expect(await page.evaluate('document.activeElement.id')).toBe('verdict-title')
  expect(await violations(page)).toEqual([])
  await picture(page, 'intact')
  await page.close()
})

test('the bundle as the exporter packs it is read by the same page, dropped with the mouse', async () => {
  await writeSample(join(folder, 'written.zip'), sample(key))
  const zip = readFileSync(join(folder, 'written.zip')).toString('base64')
  const { page } = await dropped(packed(sound))
  const dataTransfer = await page.evaluateHandle(`
    const transfer = new DataTransfer()
    transfer.items.add(new File([Uint8Array.from(atob('${zip}'), (letter) => letter.charCodeAt(0))], '夜.zip'))
    transfer`)
  await page.dispatchEvent('body', 'dragover', { dataTransfer })
  expect(await page.getAttribute('#drop', 'class')).toContain('over')
  await picture(page, 'over')
  await page.dispatchEvent('body', 'drop', { dataTransfer })
  await page.locator('#facts-list', { hasText: '夜.zip' }).waitFor()
  expect(await page.textContent('#verdict-word')).toBe('完好')
  await page.close()
})

test('the keyboard alone reaches the button, which opens the choice of a file', async () => {
  const page = await newPage(360)
  const chooser = page.waitForEvent('filechooser')
  await page.goto(url)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect((await chooser).isMultiple()).toBe(false)
  expect(await violations(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  await picture(page, 'empty-360')
  await page.close()
})

test('while it works the page says so and takes no second file', async () => {
  const page = await newPage(360)
  await page.addInitScript({
    content: `const read = Blob.prototype.arrayBuffer
      const gate = new Promise((open) => { globalThis.release = open })
      Blob.prototype.arrayBuffer = async function () { await gate; return read.call(this) }`,
  })
  await page.goto(url)
  await page.setInputFiles('#file', { name: '某省证据包.zip', mimeType: 'application/zip', buffer: packed(sound) })
  await page.waitForSelector('#work:not([hidden])')
  expect(await page.isDisabled('#choose')).toBe(true)
  expect(await page.textContent('#work-file')).toContain('某省证据包.zip')
  expect(await page.textContent('#spoken')).toBe('正在核验，请稍候。')
  expect(await violations(page)).toEqual([])
  await picture(page, 'working-360')
  await page.evaluate('release()')
  await page.waitForSelector('#verdict:not([hidden])')
  expect(await page.isEnabled('#choose')).toBe(true)
  expect(await page.isHidden('#work')).toBe(true)
  expect(await page.textContent('#verdict-word')).toBe('完好')
  await page.close()
})

test.each(CHANGES)('%s is told', async (name, zip, told) => {
  const { word, differences, page } = await dropped(await zip(sound))
  expect([word, [...differences].sort()]).toEqual(['有改动', [...told].sort()])
  await picture(page, name)
  await page.close()
})

test.each(REFUSED)('%s cannot be verified, and the page says why', async (name, zip, says) => {
  const shown = await dropped(zip(sound), 360)
  expect(shown.word).toBe('无法验证')
  expect(shown.says).toMatch(says)
  await picture(shown.page, name)
  await shown.page.close()
})

test('a bundle made anew by a stranger is whole, until the published fingerprint is pasted', async () => {
  const { word, page } = await dropped(packed(await inside(sample(stranger))))
  expect(word).toBe('完好')
  await page.fill('#published', `SHA256: ${key.fingerprint.match(/../g)?.join(':').toUpperCase()}`)
  expect(await page.textContent('#published-says')).toBe('与公布的公钥指纹不一致。')
  expect(await page.textContent('#verdict-word')).toBe('无法验证')
  expect(await violations(page)).toEqual([])
  await picture(page, 'foreign-key')
  await page.fill('#published', ` ${stranger.fingerprint}\n`)
  expect(await page.textContent('#published-says')).toBe('与公布的公钥指纹一致。')
  expect(await page.textContent('#verdict-word')).toBe('完好')
  await picture(page, 'own-key')
  await page.fill('#published', 'abc')
  expect(await page.textContent('#published-says')).toContain('这不是公钥指纹')
  expect(await page.textContent('#verdict-word')).toBe('完好')
  await page.close()
})

test('a time stamp for the night is told as a claim', async () => {
  const { root } = sampleSeals(sample(key)).seal.night
  const { word, page } = await dropped(packed(await inside({ ...sample(key), stamp: stampOf(root) })))
  expect(word).toBe('完好')
  expect(await page.textContent('#facts-list')).toContain('自称于北京时间 2026 年 3 月 2 日 04:00:05 加盖')
  await page.close()
})

test('many differences are counted, not all written', async () => {
  const many = changed(sound, (files) => {
    for (let number = 0; number < 300; number += 1) files.set(`data/more/${number}`, Buffer.from('x'))
  })
  const { differences, page } = await dropped(many, 360)
  expect(differences).toHaveLength(200)
  expect(await page.textContent('#differences-more')).toBe('另有 101 处未列出。')
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  expect(await violations(page)).toEqual([])
  await picture(page, 'many-360')
  await page.close()
})

/** What the browser lacks or does, and what the page makes of it. */
test.each([
  ['no Ed25519', "SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('x', 'NotSupportedError'))", /版本过旧/],
  ['no inflating', 'delete globalThis.DecompressionStream', /不能解压/],
  ['no WebCrypto', "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })", /不提供密码算法/],
  ['a wrong SHA-256', 'SubtleCrypto.prototype.digest = () => Promise.resolve(new ArrayBuffer(32))', /自检未通过/],
  ['a file that goes away', "Blob.prototype.slice = () => { throw new DOMException('x', 'NotReadableError') }", /读取文件时出错/],
])('%s is no verdict on the bundle', async (_, content, says) => {
  const page = await newPage()
  await page.addInitScript({ content })
  await page.goto(url)
  await page.setInputFiles('#file', { name: 'a.zip', mimeType: 'application/zip', buffer: packed(sound) })
  await page.waitForSelector('#verdict:not([hidden])')
  expect(await page.textContent('#verdict-word')).toBe('无法验证')
  expect(await page.textContent('#verdict-says')).toMatch(says)
  await page.close()
})

test('the page is one file whose policy lets its own script and style run and nothing else', async () => {
  const html = verifyPage()
  expect(html).toBe(verifyPage())
  expect(html.match(/<(?:script|style|link|img|iframe)\b[^>]*>/g)).toEqual(['<style>', '<script type="module">'])
  expect(html).not.toMatch(/https?:|innerHTML|eval\(|@(?:policy|style|script)@/)
  const [, script = ''] = /<script type="module">([\s\S]*?)<\/script>/.exec(html) ?? []
  expect(script).not.toMatch(/^\s*(?:import|export)\b/m)
  expect(html).toContain(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  const page = await newPage()
  await page.goto(url)
  const refused = await page.evaluate(`
    new Promise((done) => {
      document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective))
      fetch('http://127.0.0.1:9/').catch(() => undefined)
    })`)
  expect(refused).toBe('connect-src')
  await page.close()
})

test('the part of the page that touches the document has sound types', () => {
  const options =
    '--ignoreConfig --noEmit --allowJs --checkJs --strict --noUncheckedIndexedAccess --allowImportingTsExtensions --skipLibCheck'
  const place = '--target ES2024 --module nodenext --lib ES2024,DOM,DOM.Iterable --types node'
  const check = (file: string) =>
    execFileSync(join('node_modules', '.bin', 'tsc'), [...options.split(' '), ...place.split(' '), file], { encoding: 'utf8' })
  expect(check('src/bundle/verify-page/view.mjs')).toBe('')
  const wrong = join(folder, 'wrong.mjs')
  writeFileSync(wrong, 'document.getElementById("a").nothing()\n')
  expect(() => check(wrong)).toThrow()
})
