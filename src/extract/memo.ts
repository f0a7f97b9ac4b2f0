/**
 * The function, remembering what it said of the last so many texts: menus and labels are the same on all pages of a site. For functions of their text
 * alone; longer texts are not kept.
 */
export function remembering<T>(answer: (text: string) => T, { most = 4000, longest = 100 } = {}): (text: string) => T {
  let recent = new Map<string, T>()
  let before = new Map<string, T>()
  return (text) => {
    if (text.length > longest) return answer(text)
    const known = recent.get(text)
    if (known !== undefined) return known
    const told = before.get(text) ?? answer(text)
    if (recent.size >= most / 2) {
      before = recent
      recent = new Map()
    }
    recent.set(text, told)
    return told
  }
}
