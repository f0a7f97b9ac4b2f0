import { normalise } from '../extract/links.ts'

/** One spelling for a folder and for its front page. */
export function placeOf(url: string): string {
  return (normalise(url) ?? url).replace(/\/(?:index|default)\.[a-z]{2,6}$/i, '/').replace(/^http:/, 'https:')
}
