import { type AnyNode, type Element, isComment, isTag, isText, type ParentNode } from 'domhandler'

/** Elements whose text no visitor reads. */
const UNSEEN = new Set([
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

/** One space for any run of white space, non-breaking, ideographic and zero-width characters included; none at the ends. */
export function fold(text: string): string {
  return text.replace(/[\s\u00a0\u200b-\u200d\u2028\u2029\u202a-\u202e\u2060\u3000\ufeff\ufffc]+/g, ' ').trim()
}

interface TextOptions {
  /** With what attributes hide. */
  readonly hidden?: boolean
  /** With dates that a small script writes where it stands: `document.write("2026-07-31 10:00".substring(0, 10))`. */
  readonly written?: boolean
  /** With a space at every tag: what stands in elements side by side is then never read as one word. */
  readonly apart?: boolean
  readonly max?: number
  readonly skip?: (element: Element) => boolean
}

/** The text below a node as a visitor reads it, folded: scripts, styles, comments and hidden elements left out, block elements apart. */
export function textOf(node: AnyNode | ParentNode, options: TextOptions = {}): string {
  const { hidden = false, written = false, apart = false, max = 2_000_000, skip } = options
  const pieces: string[] = []
  let length = 0
  walk(node, {
    enter(element) {
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
export function isHidden(element: Element): boolean {
  // A body that is hidden until its scripts have run is what a visitor reads in the end.
  if (element.name === 'body' || element.name === 'html') return false
  const { style, hidden, type } = element.attribs
  if (hidden !== undefined && hidden !== 'false') return true
  if (element.name === 'input' && type?.toLowerCase() === 'hidden') return true
  return style !== undefined && /(?:^|[;\s])(?:display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden)/i.test(style)
}

interface Visitor {
  /** `skip` passes over the element and all below it. */
  enter?(element: Element): 'skip' | 'stop' | undefined
  leave?(element: Element): void
  text?(data: string): 'stop' | undefined
  comment?(data: string): void
}

/** Visits a subtree in document order without recursion. */
export function walk(root: AnyNode | ParentNode, visitor: Visitor): void {
  const stack: { readonly node: AnyNode | ParentNode; next: number }[] = [{ node: root, next: -1 }]
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const { node } = top
    if (top.next === -1) {
      top.next = 0
      if (isText(node) && visitor.text?.(node.data) === 'stop') return
      if (isComment(node)) visitor.comment?.(node.data)
      const order = isTag(node) ? visitor.enter?.(node) : undefined
      if (order === 'stop') return
      if (order === 'skip' || !('children' in node)) {
        stack.pop()
        continue
      }
    }
    const child = 'children' in node ? node.children[top.next++] : undefined
    if (child !== undefined) stack.push({ node: child, next: -1 })
    else {
      stack.pop()
      if (isTag(node)) visitor.leave?.(node)
    }
  }
}
