/** A page to be pictured, and what is to be marked on it. */
export interface WantedPicture {
  readonly url: string
  /** At least one; the number drawn beside a mark is its place here, counted from 1. */
  readonly marks: readonly WantedMark[]
}

export interface WantedMark {
  /** The finding that it shows. */
  readonly check: string
  readonly subject: string
  /** Null for what is missing from the page: then the words alone are shown, above the page. */
  readonly at: Place | null
  /** A few Chinese words that name what is missing or is to be seen. */
  readonly says: string
}

/**
 * Where on a page something stands. `link`: whatever leads to the address. `row`: the row of a list that leads there, or else shows the title. `text`: what
 * shows any of the words. `selector`: what one of the CSS selectors finds, the earlier ones first.
 */
export type Place =
  | { readonly kind: 'link'; readonly href: string }
  | { readonly kind: 'row'; readonly href: string | null; readonly title: string }
  | { readonly kind: 'text'; readonly words: readonly string[] }
  | { readonly kind: 'selector'; readonly css: readonly string[] }
