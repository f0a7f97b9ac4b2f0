import { type AnyNode, type Element, isComment, isTag, isText, type ParentNode, type Text } from 'domhandler'

/** Elements whose text no visitor reads. */
export const UNSEEN: ReadonlySet<string> = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'title',
  'textarea',
  'svg',
  'math',
  'object',
  'iframe',
  'noframes',
  'xmp',
])
/** Elements that stand in the middle of a word without ending it. */
const INLINE = new Set([
  'a',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'font',
  'span',
  'sub',
  'sup',
  'small',
  'big',
  'mark',
  'ins',
  'del',
  'label',
  'bdo',
  'ucapcontent',
  'o:p',
])

const BLANK = /[\s\u00a0\u200b-\u200d\u2028\u2029\u202a-\u202e\u2060\u3000\ufeff\ufffc]/

/** One space for any run of white space, non-breaking, ideographic and zero-width characters included; none at the ends. */
export function fold(text: string): string {
  if (!BLANK.test(text)) return text
  return text.replace(/[\s\u00a0\u200b-\u200d\u2028\u2029\u202a-\u202e\u2060\u3000\ufeff\ufffc]+/g, ' ').trim()
}

/** A text no longer than this is looked for in so many elements: none shows its first words only behind more. */
const SHORT = { text: 3000, elements: 1000 }

interface TextOptions {
  /** With what attributes hide. */
  readonly hidden?: boolean
  /** With dates that a small script writes where it stands: `document.write("2026-07-31 10:00".substring(0, 10))`. */
  readonly written?: boolean
  /** With a space at every tag: what stands in elements side by side is then never read as one word. */
  readonly apart?: boolean
  readonly max?: number
  /** After so many elements no more is read. */
  readonly most?: number
  readonly skip?: (element: Element) => boolean
}

/** The text below a node as a visitor reads it, folded: scripts, styles, comments and hidden elements left out, block elements apart. */
export function textOf(node: AnyNode | ParentNode, options: TextOptions = {}): string {
  const { hidden = false, written = false, apart = false, max = 2_000_000, skip } = options
  const only = onlyText(node)
  if (only !== null) return shows(node, hidden, skip) ? fold(only) : ''
  const most = options.most ?? (max <= SHORT.text ? SHORT.elements : Number.POSITIVE_INFINITY)
  const pieces: string[] = []
  let [length, elements] = [0, 0]
  walk(node, {
    enter(element) {
      if (++elements > most) return 'stop'
      if (written && element.name === 'script') pieces.push(dateWrittenBy(element))
      if (UNSEEN.has(element.name) || (!hidden && isHidden(element)) || skip?.(element)) return 'skip'
      if (apart || !INLINE.has(element.name)) pieces.push(' ')
    },
    leave(element) {
      if (apart || !INLINE.has(element.name)) pieces.push(' ')
    },
    text(data) {
      pieces.push(data)
      length += data.length
      return length > max ? 'stop' : undefined
    },
  })
  return fold(pieces.join(''))
}

/** The text of an element that holds nothing else. */
function onlyText(node: AnyNode | ParentNode): string | null {
  if (!isTag(node) || node.children.length !== 1 || node.name === 'script') return null
  const [child] = node.children
  return child !== undefined && isText(child) ? child.data : null
}

function shows(node: AnyNode | ParentNode, hidden: boolean, skip: TextOptions['skip'] | undefined): boolean {
  return !isTag(node) || !(UNSEEN.has(node.name) || (!hidden && isHidden(node)) || skip?.(node))
}

/** The date that a small script writes where it stands; empty when it is no such script. */
export function dateWrittenBy(script: Element): string {
  const code = script.attribs['src'] === undefined && script.children.length === 1 ? rawText(script) : ''
  if (code.length > 400 || !code.includes('document.write')) return ''
  return /["']\s{0,3}((?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})[^"'<>]{0,20}["']/.exec(code)?.[1] ?? ''
}

/** The text below a node exactly as written, scripts included. */
export function rawText(node: AnyNode | ParentNode): string {
  const pieces: string[] = []
  walk(node, {
    text(data) {
      pieces.push(data)
    },
  })
  return pieces.join('')
}

/** True for an element that its own attributes hide. */
export function isHidden({ name, attribs }: Element): boolean {
  return hides(name, attribs)
}

/** True when a tag with these attributes hides what stands in it. */
export function hides(name: string, { style, hidden, type }: Readonly<Record<string, string>>): boolean {
  // A body that is hidden until its scripts have run is what a visitor reads in the end.
  if (name === 'body' || name === 'html') return false
  if (hidden !== undefined && hidden !== 'false') return true
  if (name === 'input' && type?.toLowerCase() === 'hidden') return true
  return style !== undefined && /(?:^|[;\s])(?:display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden)/i.test(style)
}

interface Visitor {
  /** `skip` passes over the element and all below it. */
  enter?(element: Element): 'skip' | 'stop' | undefined
  leave?(element: Element): void
  text?(data: string, node: Text): 'stop' | undefined
  comment?(data: string): void
}

/** Visits a subtree in document order without recursion, from neighbour to neighbour: nothing is kept of the way but where it stands. */
export function walk(root: AnyNode | ParentNode, visitor: Visitor): void {
  let node: AnyNode | ParentNode = root
  for (;;) {
    const into = enter(node, visitor)
    if (into === 'stop') return
    let next: AnyNode | null = into
    while (next === null) {
      if (node === root) return
      next = node.next
      if (next !== null) break
      const { parent }: AnyNode | ParentNode = node
      if (parent === null) return
      node = parent
      if (isTag(node)) visitor.leave?.(node)
    }
    node = next
  }
}

/** Meets one node; its first child where the visitor goes into it, null where there is none. */
function enter(node: AnyNode | ParentNode, visitor: Visitor): AnyNode | null | 'stop' {
  if (isText(node)) return visitor.text?.(node.data, node) ?? null
  if (isComment(node)) visitor.comment?.(node.data)
  if (!('children' in node)) return null
  const order = isTag(node) ? visitor.enter?.(node) : undefined
  if (order === 'stop') return 'stop'
  if (order === 'skip') return null
  const [first = null] = node.children
  if (first === null && isTag(node)) visitor.leave?.(node)
  return first
}
