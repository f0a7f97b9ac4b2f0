const GENERAL = [' ', '1', '中', 'a', '{{', '<', '\n', '\t', '"', '(', '\u3000', '2026-03-05 ', '政府网站', '<a ']
const CLASSES: Readonly<Record<string, string>> = {
  d: '1',
  D: '中',
  s: ' ',
  S: '中',
  w: 'a',
  W: ' ',
  n: '\n',
  t: '\t',
  r: '\r',
  p: '中',
  P: ' ',
  u: '\u3000',
}
const ATOM = /\(\?(?:<[a-z]\w*>|[:=!]|<[=!])|\\(?:[pPu]\{[^}]*\}|u[\da-f]{4}|.)|\[(?:\\.|[^\]\\])*\]|\{\d+,?\d*\}|[\s\S]/giu
/** Ends what nearly fits. */
const MISS = '\u0001'

/** One way to be `n` characters of what a pattern nearly fits. */
export type Attack = (n: number) => string

/** Attacks that are made of the pattern itself: repeats of its own pieces, and long runs of one behind what comes before it. */
export function attacksOn(pattern: RegExp): Attack[] {
  const pieces = samplesOf(pattern.source)
  const words = pieces.map((piece) => piece.join('')).filter((word) => word !== '')
  const letters = [...new Set(pieces.flat())].slice(0, 14)
  const units = [
    ...new Set([...GENERAL, ...letters, ...words.slice(0, 16), words.join(''), ...words.slice(0, 8).map((word) => `${word} `)]),
  ]
  const whole = pieces.flat().slice(0, 24)
  return [
    ...units.map(
      (unit): Attack =>
        (n) =>
          filled(unit, n) + MISS,
    ),
    ...whole.map((letter, at): Attack => {
      const front = whole.slice(0, at).join('')
      return (n) => front + filled(letter, n) + MISS
    }),
    ...letters.slice(1).map(
      (letter): Attack =>
        (n) =>
          filled(`${letters[0]}`, n / 2) + filled(letter, n / 2) + MISS,
    ),
  ]
}

function filled(unit: string, n: number): string {
  return unit.repeat(Math.ceil(n / unit.length)).slice(0, n)
}

/** A text for each piece between brackets and bars, a letter for each of its atoms. */
function samplesOf(source: string): string[][] {
  const pieces: string[][] = [[]]
  for (const [atom] of source.matchAll(ATOM)) {
    if (/^(?:\(|\)$|\|$)/.test(atom)) pieces.push([])
    else if (!/^(?:[?*+^$]|\{\d.*\})$/.test(atom)) pieces.at(-1)?.push(letterOf(atom))
  }
  return pieces.filter((piece) => piece.length > 0)
}

function letterOf(atom: string): string {
  if (atom === '.') return 'x'
  if (atom.startsWith('[^')) return atom.includes('x') ? '中' : 'x'
  const inner = atom.startsWith('[') && atom.length > 1 ? atom.slice(1, -1) : atom
  if (!inner.startsWith('\\')) return [...inner][0] ?? ' '
  return CLASSES[inner[1] ?? ''] ?? inner[1] ?? ' '
}
