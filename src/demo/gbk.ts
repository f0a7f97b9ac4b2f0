const FIRST = 0x81
const LAST = 0xfe

let table: ReadonlyMap<string, readonly [number, number]> | undefined

/** Bytes of the text in GBK; a character that GBK lacks becomes `?`. */
export function encodeGbk(text: string): Uint8Array {
  table ??= buildTable()
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else bytes.push(...(table.get(character) ?? [0x3f]))
  }
  return Uint8Array.from(bytes)
}

/** The platform can only decode GBK: every two-byte code, decoded, gives the way back. */
function buildTable(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder('gbk')
  const found = new Map<string, readonly [number, number]>()
  for (let lead = FIRST; lead <= LAST; lead++) {
    for (let trail = 0x40; trail <= LAST; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if ([...character].length === 1 && character !== '\ufffd' && !found.has(character)) found.set(character, [lead, trail])
    }
  }
  return found
}
