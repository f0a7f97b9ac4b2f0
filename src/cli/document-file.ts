import { existsSync, statSync } from 'node:fs'
import { dirname, parse, resolve } from 'node:path'
import { fromBufferPromise } from 'yauzl'
import { writeParts } from '../bundle/write-parts.ts'
import { UserError } from '../model/config.ts'
import { plainText } from './plain-text.ts'

/** Characters of a name: in UTF-8 three bytes each, of the 255 that a file system takes. */
const LONGEST = 70

/** Where a document goes: the file named, or else one of this name in the current folder. A UserError where it must not or cannot be written. */
export function documentPath(named: string | undefined, name: string, force: boolean): string {
  const file = resolve(named ?? safeName(name))
  const wrong = (expected: string, got: string, fix: string) =>
    new UserError('the document cannot be written', [{ file, at: '--out', expected, got, fix }])
  if (!existsSync(dirname(file))) throw wrong('a file in a folder that is there', `no folder ${dirname(file)}`, 'create the folder first')
  if (existsSync(file) && statSync(file).isDirectory()) throw wrong('a file', 'a folder', 'name a file in it')
  if (existsSync(file) && !force)
    throw wrong('no file of this name', 'a file', 'name another file with --out, or overwrite it with --force')
  return file
}

/** Writes a DOCX so that equal parts make equal bytes: its writer put the moment of writing into the zip. All of it is written, or nothing. */
export async function writeDocument(file: string, docx: Uint8Array): Promise<void> {
  await writeParts(file, partsOf(docx))
}

async function* partsOf(docx: Uint8Array): AsyncGenerator<{ path: string; text: AsyncIterable<string> }> {
  const zip = await fromBufferPromise(Buffer.from(docx), { lazyEntries: true })
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry)
    yield { path: entry.fileName, text: stream.setEncoding('utf8') }
  }
}

/** Ids and codes come from files that people write: none of them may name another folder, hide its end, or be longer than a file system takes. */
function safeName(name: string): string {
  const { name: stem, ext } = parse(plainText(name).replace(/[\\/:*?"<>|\ufffd]/g, '_'))
  const kept = [...stem].slice(0, LONGEST).join('')
  return `${kept}${ext}`
}
