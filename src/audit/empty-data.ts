/** Visible text of a fragment that holds no row: a pager, a blank. */
const MOST_WORDS = 20
const MOST_NODES = 50_000
const PAGER_LINK = /<a(?:\s[^<>]{0,500})?>\s{0,20}(?:首页|上一?页|下一?页|末页|尾页|\d{1,4}|&lt;|&gt;|[«»])\s{0,20}<\/a>/gi

/**
 * Whether an answer that should hold rows says plainly that there are none: JSON whose arrays are all empty, or markup without a link and next to no text.
 * Anything else without rows may only be a shape that we cannot read.
 */
export function hasNoData(text: string): boolean {
  const trimmed = text.trim()
  if (/^[[{]/.test(trimmed)) return hasOnlyEmptyArrays(trimmed)
  if (!/^<(?:ul|ol|div|table|tbody|datastore|recordset|nodata)/i.test(trimmed)) return false
  if (/<record[\s>]|<script/i.test(trimmed)) return false
  const withoutPager = trimmed.replace(PAGER_LINK, '')
  if (/<a[\s>]/i.test(withoutPager)) return false
  const visible = withoutPager.replace(/<[^<>]{0,2000}>/g, '').replace(/\s/g, '')
  return visible.length <= MOST_WORDS
}

function hasOnlyEmptyArrays(text: string): boolean {
  let arrays = 0
  const waiting = parsed(text)
  for (let seen = 0; waiting.length > 0; seen += 1) {
    if (seen > MOST_NODES) return false
    const value = waiting.pop()
    if (Array.isArray(value)) {
      if (value.length > 0) return false
      arrays += 1
    } else if (typeof value === 'object' && value !== null) {
      // One by one: as the arguments of one call, a hundred thousand of them would not fit.
      for (const one of Object.values(value)) waiting.push(one)
    }
  }
  return arrays > 0
}

/** The value that the text holds; nothing where it is no JSON. */
function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)]
  } catch {
    // Cut off, or only beginning like JSON: that says of no row that it is not there.
    return []
  }
}
