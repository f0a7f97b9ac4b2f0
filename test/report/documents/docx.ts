import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { fromBufferPromise } from 'yauzl'
import { convert } from '../office.ts'

const run = promisify(execFile)

/** The parts of a DOCX by path, as text. */
export async function partsOf(docx: Uint8Array): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(Buffer.from(docx), { lazyEntries: true })
  const parts = new Map<string, string>()
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry)
    parts.set(entry.fileName, (await stream.setEncoding('utf8').toArray()).join(''))
  }
  return parts
}

/** What a reader reads: one line a paragraph or row of a table, `[n]` where a footnote is, the footnotes in the end. */
export function textOf(parts: ReadonlyMap<string, string>): string {
  const notes = footnotesOf(parts)
  const body = linesOf(parts.get('word/document.xml') ?? '')
  return [...body, '', ...[...notes].map(([id, text]) => `[${id}] ${text}`), ''].join('\n')
}

export function footnotesOf(parts: ReadonlyMap<string, string>): Map<string, string> {
  const found = (parts.get('word/footnotes.xml') ?? '').matchAll(/<w:footnote w:id="(\d+)">(.*?)<\/w:footnote>/gs)
  return new Map([...found].filter(([, id]) => id !== '0').map(([, id = '', xml = '']) => [id, linesOf(xml).join(' ')]))
}

function linesOf(xml: string): string[] {
  const lines: string[] = []
  let [line, inRow] = ['', false]
  for (const [token, text, note] of xml.matchAll(
    /<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:tab\/>|<w:footnoteReference w:id="(\d+)"\/>|<w:tr[ >]|<\/w:(?:p|tc|tr)>/g,
  )) {
    if (text !== undefined) line += unescaped(text)
    else if (note !== undefined) line += `[${note}]`
    else if (token === '<w:tab/>') line += '\t'
    else if (token.startsWith('<w:tr')) inRow = true
    else if (token === '</w:tc>') line = `${line.trimEnd()} | `
    else if (token === '</w:p>' && inRow) line += ' '
    else {
      inRow = false
      lines.push(line.replace(/ \| $/, '').trim())
      line = ''
    }
  }
  return lines.filter((one) => one !== '')
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
}

interface Word {
  readonly text: string
  /** Points from the left edge of the paper. */
  readonly left: number
  readonly right: number
  /** Points from the upper edge. */
  readonly top: number
}

export interface DrawnPage {
  readonly width: number
  readonly words: readonly Word[]
}

/** The words of each page where LibreOffice draws them. */
export async function drawnPages(file: string, folder: string): Promise<DrawnPage[]> {
  const pdf = await convert(file, 'pdf', folder)
  const { stdout } = await run('pdftotext', ['-bbox', pdf, '-'], { maxBuffer: 64 * 1024 * 1024 })
  return [...stdout.matchAll(/<page width="([\d.]+)"[^>]*>(.*?)<\/page>/gs)].map(([, width, words = '']) => ({
    width: Number(width),
    words: [...words.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)<\/word>/g)].map(
      ([, left, top, right, text = '']) => ({ text: unescaped(text), left: Number(left), right: Number(right), top: Number(top) }),
    ),
  }))
}
