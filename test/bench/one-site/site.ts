import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Anchor, phrase, renderPage } from './page.ts'
import { createDraw, createPlan, type Plan } from './plan.ts'

/** What a crawler that misses nothing and invents nothing finds. */
export interface Truth {
  /** HTML pages of the site on levels 1 to 3. */
  readonly pages: number
  /** Distinct links on the pages of levels 1 and 2, the homepage itself left out; pages of level 3 lead nowhere else. */
  readonly links: number
  readonly broken: number
}

export interface MadeSite {
  readonly truth: Truth
  /** The part of nginx's configuration that makes the broken ones broken; `listen` and `root` are the runner's. */
  readonly locations: string
}

/** Writes the site's files under `root`; `refused` is an origin on which nobody listens. */
export function makeSite(root: string, refused: string): MadeSite {
  const plan = createPlan()
  const brokenOf = (index: number) => brokenAnchors(plan, refused, index)
  writePage(root, '/index.html', homeOf(plan, brokenOf(0)))
  for (const [index, url] of plan.columns.entries()) writePage(root, url, columnOf(plan, index, url, brokenOf(index + 1)))
  for (const [index, url] of plan.articles.entries()) writePage(root, url, articleOf(plan, index, url))
  for (const url of [...plan.files, '/style/main.css', '/style/main.js']) writeFile(root, url, fileBody(url))
  const broken = Object.values(plan.broken).reduce((sum, urls) => sum + urls.length, 0)
  return {
    truth: {
      pages: 1 + plan.columns.length + plan.articles.length,
      links: plan.columns.length + plan.articles.length + plan.files.length + broken,
      broken,
    },
    locations: LOCATIONS,
  }
}

const LOCATIONS = `
    location /broken/gone/ { return 410; }
    location /broken/error/ { return 500; }
    location /broken/unavailable/ { return 503; }
    location /broken/loop/ { return 302 $uri; }
    location /broken/leads-to-missing/ { return 301 /nowhere.html; }`

function writePage(root: string, url: string, html: string): void {
  writeFile(root, url, html)
}

function writeFile(root: string, url: string, body: string | Buffer): void {
  const file = join(root, url)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, body)
}

function fileBody(url: string): Buffer {
  const magic = url.endsWith('.pdf') ? '%PDF-1.4\n' : url.endsWith('.png') ? '\x89PNG\r\n\x1a\n' : 'PK\x03\x04'
  return Buffer.concat([Buffer.from(magic, 'latin1'), Buffer.alloc(2000 + url.length, 7)])
}

function titled(href: string, seed: number): Anchor {
  const draw = createDraw(seed * 7919 + 11)
  return { href, text: phrase(draw, 14 + draw(16)), date: `2026-11-${String(draw(24) + 1).padStart(2, '0')}` }
}

/** So many items from `start` on, around the end. */
function ring<T>(items: readonly T[], start: number, count: number): T[] {
  return Array.from({ length: count }, (_, turn) => items[(start + turn) % items.length]).filter((item) => item !== undefined)
}

/** Every broken path stands on two pages; `refused` ones lead to another port. */
function brokenAnchors(plan: Plan, refused: string, page: number): Anchor[] {
  const all = Object.entries(plan.broken).flatMap(([way, urls]) => urls.map((url) => (way === 'refused' ? `${refused}${url}` : url)))
  return all
    .filter((_, index) => index % 201 === page || (index + 60) % 201 === page)
    .map((href, index) => titled(href, index + page * 100))
}

function homeOf(plan: Plan, broken: readonly Anchor[]): string {
  const columns = plan.columns.map((href, index) => titled(href, index))
  return renderPage({
    url: '/',
    title: '首页',
    kind: 'home',
    menu: columns.slice(0, 60),
    list: [...columns.slice(60), ...broken],
    side: [],
    images: [],
    bytes: 58_000,
    seed: 1,
  })
}

function columnOf(plan: Plan, index: number, url: string, broken: readonly Anchor[]): string {
  const draw = createDraw(index + 5000)
  const files = ring(plan.files, index * 5, 7)
  return renderPage({
    url,
    title: phrase(draw, 6),
    kind: 'column',
    menu: ring(plan.columns, 0, 60).map((href, turn) => titled(href, turn)),
    list: [...ring(plan.articles, index * 14, 60 + draw(30)).map((href, turn) => titled(href, index * 14 + turn)), ...broken],
    side: [...ring(plan.columns, index, 30 + draw(40)).map(titled), ...files.filter((file) => !file.endsWith('.png')).map(titled)],
    images: files.filter((file) => file.endsWith('.png')),
    bytes: 34_000 + draw(26_000),
    seed: index + 100,
  })
}

function articleOf(plan: Plan, index: number, url: string): string {
  const draw = createDraw(index + 90_000)
  return renderPage({
    url,
    title: titled(url, index).text,
    kind: 'article',
    menu: ring(plan.columns, 0, 60).map((href, turn) => titled(href, turn)),
    list: ring(plan.articles, index + 1, 50 + draw(50)).map((href, turn) => titled(href, index + turn)),
    side: ring(plan.columns, index, 40 + draw(40)).map(titled),
    images: [],
    bytes: 31_000 + draw(28_000),
    seed: index + 10_000,
  })
}
