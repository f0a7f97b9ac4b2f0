const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Elements that never have content. */
export const VOID = words(
  'area base basefont bgsound br col command embed frame hr img input isindex keygen link meta param source track wbr',
)
/** What may stand in a head; anything else ends it. */
export const HEAD_CONTENT = words('base basefont bgsound link meta noframes noscript script style template title')
/** An end tag does not reach out of one of these. */
const SCOPE = words('applet caption html marquee object table td template th')
const LIST_SCOPE = words('applet caption html marquee object ol table td template th ul')
const TABLE_SCOPE = words('html table template')
/** Block-like elements: the end tag of an ordinary element does not reach out of them. */
export const SPECIAL = words(
  'address applet article aside blockquote body button caption center colgroup dd details dir div dl dt fieldset figcaption figure footer form frameset ' +
    'h1 h2 h3 h4 h5 h6 head header hgroup html iframe li listing main marquee menu nav object ol p plaintext pre section select summary table tbody td ' +
    'template textarea tfoot th thead tr ul xmp',
)
/** They end an open paragraph. */
export const ENDS_PARAGRAPH = words(
  'address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li ' +
    'listing main menu nav ol p plaintext pre search section summary table ul xmp',
)
const TABLE_PARTS = words('table tbody td tfoot th thead tr')
/** No end tag is missed for these. */
export const MAY_STAY_OPEN = words('html body head p li dt dd option tr td th tbody thead tfoot a b font i span strong u center')
export const HEADINGS = words('h1 h2 h3 h4 h5 h6')

/** Where the search for the element that an end tag ends has to stop. */
export function boundaryOfEndTag(name: string): ReadonlySet<string> {
  if (TABLE_PARTS.has(name)) return TABLE_SCOPE
  if (name === 'li') return LIST_SCOPE
  return SPECIAL.has(name) || FORMATTING.has(name) ? SCOPE : SPECIAL
}

/** Elements that wrap runs of text, in practice across blocks too. */
export const FORMATTING = words('a b big code em font i nobr s small strike strong tt u')

/** What a start tag ends first: the nearest open `of` is looked for below any `until`; it is ended itself, or only what is open within it. */
export interface ImpliedEnd {
  readonly of: ReadonlySet<string>
  readonly until: ReadonlySet<string>
  readonly itself: boolean
}

const ROWS = words('table tbody tfoot thead')
const ITEM_LIMIT = new Set([...SPECIAL].filter((name) => !['address', 'div', 'p', 'li', 'dd', 'dt'].includes(name)))
const item = (names: string): ImpliedEnd => ({ of: words(names), until: ITEM_LIMIT, itself: true })
const part = (names: string, itself = false): ImpliedEnd => ({ of: words(names), until: TABLE_SCOPE, itself })

/** Tried in order; the first whose element is open applies. */
export const IMPLIED_ENDS: ReadonlyMap<string, readonly ImpliedEnd[]> = new Map<string, readonly ImpliedEnd[]>([
  ['li', [item('li')]],
  ['dd', [item('dd dt')]],
  ['dt', [item('dd dt')]],
  ['option', [{ of: words('option'), until: SPECIAL, itself: true }]],
  ['optgroup', [{ of: words('optgroup'), until: SPECIAL, itself: true }]],
  ['button', [{ of: words('button'), until: SCOPE, itself: true }]],
  ['td', [part('tr'), part([...ROWS].join(' '))]],
  ['th', [part('tr'), part([...ROWS].join(' '))]],
  ['tr', [part([...ROWS].join(' ')), part('tr', true)]],
  ['tbody', [part('table'), part('tbody tfoot thead', true)]],
  ['thead', [part('table'), part('tbody tfoot thead', true)]],
  ['tfoot', [part('table'), part('tbody tfoot thead', true)]],
])

export const PARAGRAPH: ImpliedEnd = { of: words('p'), until: new Set([...SCOPE, 'button']), itself: true }
