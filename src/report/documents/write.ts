import { Document, type ISectionOptions, Packer } from 'docx'
import type { Instant } from '../../model/time.ts'
import { ALTERNATIVES } from './layout.ts'
import { sayable } from './spans.ts'
import { stylesXml } from './styles.ts'

export interface Official {
  readonly title: string
  /** Which program wrote it. */
  readonly program: string
  /** The moment that the document says it was made: that of the run, never that of the writing. */
  readonly createdAt: Instant
  readonly sections: readonly ISectionOptions[]
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const CORE = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties'
const WORDS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/** The document as DOCX bytes. Every part is the same for the same input; the times inside the zip container are not, and are settled by whoever writes the file. */
export async function officialBytes({ title, program, createdAt, sections }: Official): Promise<Uint8Array> {
  const document = new Document({ externalStyles: stylesXml(), evenAndOddHeaderAndFooters: true, defaultTabStop: 640, sections })
  const parts = [
    { path: 'docProps/core.xml', data: coreXml(title, program, createdAt) },
    { path: 'word/fontTable.xml', data: fontTableXml() },
  ]
  return new Uint8Array(await Packer.toArrayBuffer(document, undefined, parts))
}

/** The library would write the moment of writing. */
function coreXml(title: string, program: string, createdAt: Instant): string {
  const at = new Date(createdAt).toISOString().replace(/\.\d+Z$/, 'Z')
  const time = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at}</dcterms:${name}>`
  return `${HEAD}<cp:coreProperties xmlns:cp="${CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(program)}</dc:creator><cp:lastModifiedBy>${escaped(program)}</cp:lastModifiedBy>${time('created')}${time('modified')}</cp:coreProperties>`
}

/** Where a type face that the standard names is not installed, its twin under another name is asked for. */
function fontTableXml(): string {
  const fonts = Object.entries(ALTERNATIVES).map(
    ([name, other]) => `<w:font w:name="${name}"><w:altName w:val="${other}"/><w:charset w:val="86"/></w:font>`,
  )
  return `${HEAD}<w:fonts xmlns:w="${WORDS}">${fonts.join('')}</w:fonts>`
}

function escaped(text: string): string {
  return sayable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
