import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { crowded, pageOf, siteNamed } from './page-of.ts'
import { sampleRun } from './views.ts'

const WIDTHS = [
  ['a phone', 360],
  ['a desk', 1440],
] as const

let folder: string
let address: string
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'govsite-page-'))
  const file = join(folder, 'report.html')
  await writeFile(file, await pageOf(sampleRun(), [siteNamed('qingyu'), siteNamed('shazhou'), crowded(siteNamed('linxi'), 24)]))
  address = pathToFileURL(file).href
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', chromiumSandbox: process.getuid?.() !== 0 })
})

afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

/** The page opened at a width, and everything that it asked the world for. */
async function opened(width: number, fragment = ''): Promise<{ page: Page; asked: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(address + fragment)
  return { page, asked }
}

/** Sites out of view are laid out like those in view, so that measuring sees them. */
async function wholly(page: Page): Promise<void> {
  await page.evaluate(`for (const site of document.querySelectorAll('.site')) site.style.contentVisibility = 'visible'`)
}

test.each(WIDTHS)('no serious violation of accessibility at %s', async (_, width) => {
  const { page } = await opened(width)
  await wholly(page)
  const { violations, passes } = await new AxeBuilder({ page }).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(grave.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)])).toEqual([])
  expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'image-alt', 'document-title']))
  await page.context().close()
})

test.each(WIDTHS)('nothing sticks out sideways at %s', async (_, width) => {
  const { page } = await opened(width)
  await wholly(page)
  const wide = await page.evaluate<string[]>(
    `[...document.querySelectorAll('body, body *')].filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5 && !part.closest('.unseen, thead, svg, code')).map((part) => part.outerHTML.slice(0, 120))`,
  )
  expect(wide).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  await page.context().close()
})

test('the page asks for nothing but itself and the pictures in it', async () => {
  const { page, asked } = await opened(1440)
  await page.evaluate(`for (const more of document.querySelectorAll('details')) more.open = true; scrollTo(0, document.body.scrollHeight)`)
  await page.waitForFunction(`[...document.images].every((image) => image.complete && image.naturalWidth > 0)`)
  expect(asked.filter((url) => url !== address && !url.startsWith('data:image/'))).toEqual([])
  expect(asked).toContain(address)
  await page.context().close()
})

test('no script runs on the page, even one that got in', async () => {
  const { page } = await opened(1440)
  const ran = await page.evaluate(
    `document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.ran = true">');
     const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script);
     new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.ran ?? false))))`,
  )
  expect(ran).toBe(false)
  await page.context().close()
})

test('a link from a sheet opens what is folded and shows the row', async () => {
  const anchor = `f-${siteNamed('linxi').code}-23`
  const { page } = await opened(1440, `#${anchor}`)
  const row = page.locator(`[id="${anchor}"]`)
  await row.waitFor({ state: 'visible' })
  await page.waitForFunction(
    `(() => { const { top } = document.getElementById('${anchor}').getBoundingClientRect(); return top >= 0 && top < innerHeight })()`,
  )
  await page.context().close()
})

test('on paper everything is open and a site begins on a page of its own', async () => {
  const { page } = await opened(1440)
  await page.emulateMedia({ media: 'print' })
  const hidden = await page.evaluate<number>(
    `[...document.querySelectorAll('.evidence li')].filter((part) => !part.checkVisibility()).length`,
  )
  expect(hidden).toBe(0)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  expect(pdf.length).toBeGreaterThan(100_000)
  expect(await page.evaluate(`getComputedStyle(document.querySelector('.site')).breakBefore`)).toBe('page')
  await page.context().close()
})
