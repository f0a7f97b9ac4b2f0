import type { Link } from './cell.ts'
import { xmlText } from './xml.ts'

/** What Excel takes on one sheet. */
const MOST_LINKS = 65_530
/** What Excel takes as an address. */
const LONGEST_ADDRESS = 2079
const HYPERLINK = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink'

/** A link to a page that a browser opens; null for every other address and for one that is too long for Excel. */
export function pageLink(url: string | null): Link | null {
  if (url === null || !/^https?:/i.test(url) || !URL.canParse(url)) return null
  const { href, username, password } = new URL(url)
  const strict = href.replace(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/g, encodeURIComponent).replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
  if (username !== '' || password !== '' || strict.length > LONGEST_ADDRESS) return null
  const [target = '', ...place] = strict.split('#')
  return { target, place: place.length > 0 ? place.join('%23') : null }
}

/** The row of a finding in the report page, the file beside this one. */
export function reportLink(anchor: string): Link {
  return { target: 'report.html', place: anchor }
}

/** The links of one sheet; an address that many cells share is kept once. */
export class LinkBook {
  readonly #targets = new Map<string, number>()
  readonly #cells: { readonly cell: string; readonly id: number; readonly place: string | null }[] = []

  /** False when the sheet is full and the cell stays plain text. */
  add(cell: string, { target, place }: Link): boolean {
    if (this.#cells.length >= MOST_LINKS) return false
    const id = this.#targets.get(target) ?? this.#targets.size + 1
    this.#targets.set(target, id)
    this.#cells.push({ cell, id, place })
    return true
  }

  get isEmpty(): boolean {
    return this.#cells.length === 0
  }

  /** The element that stands behind the rows. */
  *cellsXml(): Generator<string> {
    if (this.isEmpty) return
    yield '<hyperlinks>'
    for (const { cell, id, place } of this.#cells) {
      yield `<hyperlink ref="${cell}" r:id="rId${id}"${place === null ? '' : ` location="${xmlText(place)}"`}/>`
    }
    yield '</hyperlinks>'
  }

  /** The part that says where the links of the sheet lead. */
  *targetsXml(): Generator<string> {
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    yield '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    for (const [target, id] of this.#targets) {
      yield `<Relationship Id="rId${id}" Type="${HYPERLINK}" Target="${xmlText(target)}" TargetMode="External"/>`
    }
    yield '</Relationships>'
  }
}
