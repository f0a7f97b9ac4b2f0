import { isTag } from 'domhandler'
import { decode } from '../../../../src/extract/charset.ts'
import { type PageDocument, parseDocument } from '../../../../src/extract/document.ts'
import type { PageInput } from '../../../../src/extract/input.ts'
import { readPage } from '../../../../src/extract/page.ts'
import type { PageFacts } from '../../../../src/model/page.ts'
import { CONFIG, type Received } from '../given/pages.ts'
import { numbersIn } from '../holds.ts'

/** A page read as a whole, and parsed a second time: what one extractor reads alone must be what the whole says. */
export interface ReadPage {
  readonly input: PageInput
  readonly facts: PageFacts
  readonly charset: string
  readonly doc: PageDocument
  /** Every number in the source, in texts and attributes with their escapes undone, and in the address. */
  readonly numbers: () => ReadonlySet<number>
}

export function readTwice(received: Received): ReadPage {
  const input = { ...received, config: CONFIG }
  const facts = readPage(input)
  const { text, charset } = decode(input.bytes, input.headers?.['content-type'])
  const doc = parseDocument(text, input.url)
  let known: ReadonlySet<number> | undefined
  const numbers = () => {
    known ??= numbersIn(wordsOf(doc))
    return known
  }
  return { input, facts, charset, doc, numbers }
}

function wordsOf(doc: PageDocument): string {
  const attributes = doc
    .$('*')
    .toArray()
    .filter(isTag)
    .flatMap(({ attribs }) => Object.values(attribs))
  const joined = [doc.text, doc.url, doc.$.root().text(), ...attributes].join(' ')
  const narrowed = joined.replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
  // Percent escapes of digits are digits of the address once it is normalised; elsewhere they are read in scripts alone.
  return `${narrowed} ${narrowed.replace(/%3([0-9])/g, '$1')} ${narrowed.replace(/\\u003([0-9])|\\x3([0-9])/g, '$1$2')}`
}
