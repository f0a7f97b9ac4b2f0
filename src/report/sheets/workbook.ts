import { type Instant, millisOf } from '../../model/time.ts'
import { columnName, filterRange, freshSheet, type Row, type Sheet, sheetXml, type Written } from './sheet.ts'
import { stylesXml } from './styles.ts'
import { xmlText } from './xml.ts'

/** One part of a workbook. The parts are to be taken in order, and each read to its end before the next is asked for. */
export interface Part {
  readonly path: string
  readonly text: AsyncIterable<string>
}

export interface Workbook {
  readonly title: string
  readonly program: string
  /** The moment that the file says it was made at: the run's, so that the same run makes the same file. */
  readonly madeAt: Instant
  readonly sheets: readonly Sheet[]
}

interface Placed {
  readonly sheet: Sheet
  readonly name: string
  readonly written: Written
}

/** Rows of one sheet, the heading included, that Excel takes. */
const MOST_ROWS = 1_048_576
/** Small pieces cost more than they save. */
const PIECE = 65_536
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The parts of an XLSX file (ECMA-376), for a zip: rows go by one at a time, and a sheet that is full goes on in another. */
export async function* workbookParts(book: Workbook, mostRows = MOST_ROWS): AsyncGenerator<Part> {
  yield part('_rels/.rels', relationsXml(PACKAGE_PARTS))
  yield part('docProps/core.xml', coreXml(book))
  yield part('docProps/app.xml', appXml(book))
  yield part('xl/styles.xml', stylesXml())
  const placed: Placed[] = []
  for (const sheet of book.sheets) yield* sheetParts(sheet, placed, mostRows)
  yield part('xl/workbook.xml', workbookXml(placed))
  yield part('xl/_rels/workbook.xml.rels', relationsXml(bookRelations(placed)))
  yield part('[Content_Types].xml', typesXml(placed))
}

async function* sheetParts(sheet: Sheet, placed: Placed[], mostRows: number): AsyncGenerator<Part> {
  const rows = sheet.rows[Symbol.asyncIterator]()
  let next = await rows.next()
  for (let volume = 1; volume === 1 || !next.done; volume += 1) {
    const written = freshSheet()
    const name = volume === 1 ? sheet.name : `${sheet.name}（续${volume - 1}）`
    placed.push({ sheet, name, written })
    const upToFull = async function* (): AsyncGenerator<Row> {
      for (; !next.done && written.rows < mostRows; next = await rows.next()) yield next.value
    }
    const path = `xl/worksheets/sheet${placed.length}.xml`
    yield { path, text: inPieces(sheetXml(sheet, upToFull(), written, placed.length === 1)) }
    if (!written.links.isEmpty) {
      yield { path: `xl/worksheets/_rels/sheet${placed.length}.xml.rels`, text: inPieces(written.links.targetsXml()) }
    }
  }
}

async function* inPieces(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let piece = ''
  for await (const one of texts) {
    piece += one
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

function part(path: string, xml: string): Part {
  return { path, text: inPieces([xml]) }
}

const PACKAGE_PARTS = [
  { type: `${OFFICE}/officeDocument`, target: 'xl/workbook.xml' },
  { type: `${PACKAGE}/relationships/metadata/core-properties`, target: 'docProps/core.xml' },
  { type: `${OFFICE}/extended-properties`, target: 'docProps/app.xml' },
]

function bookRelations(placed: readonly Placed[]): typeof PACKAGE_PARTS {
  const sheets = placed.map((_, at) => ({ type: `${OFFICE}/worksheet`, target: `worksheets/sheet${at + 1}.xml` }))
  return [...sheets, { type: `${OFFICE}/styles`, target: 'styles.xml' }]
}

function relationsXml(relations: typeof PACKAGE_PARTS): string {
  const lines = relations.map(({ type, target }, at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`)
  return `${HEAD}<Relationships xmlns="${RELATIONS}">${lines.join('')}</Relationships>`
}

function coreXml({ title, program, madeAt }: Workbook): string {
  const at = `${new Date(millisOf(madeAt)).toISOString().slice(0, 19)}Z`
  const names = [
    `xmlns:cp="${PACKAGE}/metadata/core-properties"`,
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:dcterms="http://purl.org/dc/terms/"',
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  ]
  const dates = ['created', 'modified'].map((name) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at}</dcterms:${name}>`).join('')
  const texts = `<dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(program)}</dc:creator>`
  return `${HEAD}<cp:coreProperties ${names.join(' ')}>${texts}${dates}</cp:coreProperties>`
}

function appXml({ program }: Workbook): string {
  return `${HEAD}<Properties xmlns="${OFFICE.replace('/relationships', '/extended-properties')}"><Application>${xmlText(program)}</Application></Properties>`
}

function workbookXml(placed: readonly Placed[]): string {
  const sheets = placed.map(({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
  const names = placed.map(namesXml)
  return [
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">`,
    '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000"/></bookViews>',
    `<sheets>${sheets.join('')}</sheets><definedNames>${names.join('')}</definedNames></workbook>`,
  ].join('')
}

/** What a sheet repeats on every printed page, and what its filter covers: Excel wants both as names. */
function namesXml({ sheet, name, written }: Placed, at: number): string {
  const where = `'${name.replaceAll("'", "''")}'!`
  const left = sheet.frozen > 0 ? `${where}$A:$${columnName(sheet.frozen - 1)},` : ''
  const filter = `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${xmlText(where + filterRange(sheet, written))}</definedName>`
  const titles = `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${xmlText(`${left}${where}$1:$1`)}</definedName>`
  return (sheet.filtered ? filter : '') + titles
}

function typesXml(placed: readonly Placed[]): string {
  const overrides = [
    ['/xl/workbook.xml', `${TYPES}.sheet.main+xml`],
    ...placed.map((_, at) => [`/xl/worksheets/sheet${at + 1}.xml`, `${TYPES}.worksheet+xml`]),
    ['/xl/styles.xml', `${TYPES}.styles+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'],
  ]
  const defaults = [
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
  ]
  const own = overrides.map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`)
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types">${defaults.join('')}${own.join('')}</Types>`
}
