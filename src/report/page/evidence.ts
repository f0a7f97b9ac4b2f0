import type { EvidenceItem } from '../site-view.ts'
import { grouped, moment } from './figures.ts'
import { html, type Markup, outward } from './html.ts'

/** The captures behind a problem, folded on a screen and open on paper. */
export function* evidenceList(items: readonly EvidenceItem[]): Generator<Markup> {
  if (items.length === 0) {
    yield html`<p class="none">没有采集到证据。</p>\n`
    return
  }
  yield html`<details class="evidence"><summary>证据 ${items.length} 项</summary><ol>\n`
  for (const item of items) yield line(item)
  yield html`</ol></details>\n`
}

function line({ id, what, url, takenAt, family, address, says, body }: EvidenceItem): Markup {
  const by = [family === null ? '' : `IPv${family}`, address ?? ''].filter((part) => part !== '').join(' ')
  const when = takenAt === null ? null : html`<span>${moment(takenAt)}</span> `
  return html`<li><p><b>${what}</b> <span>${says}</span> ${when}${by === '' ? null : html`<span>${by}</span>`}</p>${url === null ? null : html`<p>${outward(url)}</p>`}<p>证据编号 ${hash(id)}</p>${
    body === null ? null : html`<p>正文 SHA-256 ${hash(body.sha256)}，${grouped(body.length)} 字节</p>`
  }</li>
`
}

/** Shown short, whole when it is selected, copied or printed. */
export function hash(text: string): Markup {
  return html`<code class="hash" title="${text}">${text}</code>`
}
