import type { Element } from 'domhandler'

/** A link that may head a row, with the largest element around it that holds no other such link. */
export interface RowLink {
  readonly link: Element
  readonly url: string
  readonly block: Element
  /** The block was stopped by another row's link beside it, so the row may go on in the block's neighbours. */
  readonly crowded: (element: Element) => boolean
}
