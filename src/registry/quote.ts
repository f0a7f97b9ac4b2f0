const LONGEST = 80

/** What came, in a form that fits a message: its kind and, where short, its value. */
export function quote(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') return value === '' ? 'an empty text' : `"${shorten(value)}"`
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  return 'a group of keys'
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  const characters = [...line.slice(0, LONGEST * 2)]
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST).join('')}…`
}
