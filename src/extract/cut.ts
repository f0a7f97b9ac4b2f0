/** The beginning of a text, at most `most` UTF-16 units long; never half of a character at its end. */
export function cut(text: string, most: number): string {
  const part = text.slice(0, most)
  const last = part.charCodeAt(part.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? part.slice(0, -1) : part
}
