import type { PictureBody, PictureView } from '../site-view.ts'
import { hash } from './evidence.ts'
import { moment } from './figures.ts'
import { html, Markup, outward } from './html.ts'

/** The bytes of a picture, by SHA-256 in hex. */
export type Pictures = (sha256: string) => Promise<Uint8Array>

/** A multiple of three, so that pieces of base64 join without padding between them. */
const PIECE = 24_576
const TYPES = { 'image/png': 'png', 'image/jpeg': 'jpg' } as const

/** The detail picture, embedded, with a link to the whole page's picture beside the document. */
export async function* pictureParts(picture: PictureView, says: string, pictures: Pictures): AsyncGenerator<Markup> {
  const { detail, page, url, takenAt, capture, mark } = picture
  const bytes = await pictures(detail.sha256)
  yield html`<figure class="picture"><img alt="截图：${says}" width="${detail.width}" height="${detail.height}" decoding="async" src="data:${mediaType(detail)};base64,`
  for (let at = 0; at < bytes.length; at += PIECE) yield new Markup(Buffer.from(bytes.subarray(at, at + PIECE)).toString('base64'))
  yield html`"><figcaption class="seen"><span>图中标号 ${mark}</span> <span>截图 ${moment(takenAt)}</span> <span><a href="pictures/${page.sha256}.${TYPES[mediaType(page)]}">整页截图</a>（${page.width}×${page.height}）</span> <span>${outward(url)}</span> <span>证据编号 ${hash(capture)}</span></figcaption></figure>\n`
}

const mediaType = ({ type }: PictureBody): keyof typeof TYPES => (type === 'image/jpeg' ? 'image/jpeg' : 'image/png')
