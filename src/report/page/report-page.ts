import type { RunView } from '../run-view.ts'
import type { SiteView } from '../site-view.ts'
import { front } from './front.ts'
import { html, type Markup, siteAnchor } from './html.ts'
import { leagues } from './league.ts'
import type { Pictures } from './picture.ts'
import { siteSection } from './site-section.ts'
import { STYLE } from './style.ts'

/** Markup is handed on in chunks of about so many characters, whatever the number of sites. */
const CHUNK = 32_768
/** Not even a script of ours may run: what a site wrote can then do nothing but be read. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/**
 * The report of a run as one HTML document in chunks: it needs no network, no script and no other file, and the same input gives the same text. `sites` are the
 * details of those in `run.sites`; one that does not come is said to be missing. `pictures` gives the bytes of a detail picture by its SHA-256; its whole pages
 * are linked as `pictures/<sha256>.png` (or `.jpg`) beside the document.
 */
export async function* reportPage(
  run: RunView,
  sites: AsyncIterable<SiteView> | Iterable<SiteView>,
  pictures: Pictures,
): AsyncGenerator<string> {
  let waiting = ''
  for await (const { text } of parts(run, sites, pictures)) {
    waiting += text
    if (waiting.length < CHUNK) continue
    yield waiting
    waiting = ''
  }
  yield waiting
}

async function* parts(run: RunView, sites: AsyncIterable<SiteView> | Iterable<SiteView>, pictures: Pictures): AsyncGenerator<Markup> {
  yield head(run)
  yield* front(run)
  yield* leagues(run)
  yield html`<h2 id="part.sites" class="only-screen">各网站检查情况</h2>\n`
  const missing = new Map(run.sites.map((card) => [card.code, card]))
  for await (const site of sites) {
    missing.delete(site.code)
    yield* siteSection(site, run.rubrics, pictures)
  }
  for (const { code, name } of missing.values()) {
    yield html`<section class="site" id="${siteAnchor(code)}"><h3>${name} <small>${code}</small></h3><p class="none">本文件不含该网站的检查明细。</p></section>\n`
  }
  yield html`</main>\n<footer><p>${run.program} 生成 · 检查批次 ${run.run.id} · 证据：${run.league.where}</p></footer>\n</body>\n</html>\n`
}

function head({ run }: RunView): Markup {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>政府网站考核检查报告 ${run.startedAt.slice(0, 10)}</title>
<style>${STYLE}</style>
</head>
<body>
`
}
