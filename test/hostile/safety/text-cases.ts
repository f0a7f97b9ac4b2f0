import type { HostileCase } from '../hostile-case.ts'

/** A text that a site, a ledger or a bundle may hold anywhere: as a title, a link, a name, a header, a cell. */
export interface TextCase extends HostileCase {
  readonly text: string
}

const HARMLESS = { verdict: 'harmless', blame: 'nobody' } as const

const TEXTS: readonly (readonly [name: string, does: string, text: string])[] = [
  ['a script', 'writes a script element', '<script>fetch("http://127.0.0.9/")</script>'],
  ['an event handler', 'writes an image with a handler', '"><img src=x onerror=fetch("http://127.0.0.9/")>'],
  ['an unquoted handler', 'breaks out of a quoted attribute', `' onmouseover='alert(1)`],
  ['an SVG', 'writes an SVG with a handler', '<svg/onload=alert(1)>'],
  ['the end of a comment', 'closes comment, style, title and textarea', '--></style></title></textarea><script>alert(1)</script>'],
  ['a javascript: URL', 'writes a link that is a script', 'javascript:alert(document.domain)'],
  ['a data: URL', 'writes a link that is a page', 'data:text/html,<script>alert(1)</script>'],
  ['a formula', 'begins with =', '=HYPERLINK("http://127.0.0.9/","点此")'],
  ['a formula with +', 'begins with +', '+1+cmd|"/C calc"!A0'],
  ['a formula with -', 'begins with -', '-2+3+cmd|"/C calc"!A0'],
  ['a formula with @', 'begins with @', '@SUM(1+1)*cmd|"/C calc"!A0'],
  ['a formula behind a tab', 'begins with a tab', '\t=1+1'],
  ['a formula behind a carriage return', 'begins with a carriage return', '\r=1+1'],
  ['a formula behind a line end', 'begins with a line end', '\n=1+1'],
  ['a formula, full width', 'begins with ＝', '＝1+1'],
  ['a formula behind what is not seen', 'begins with a zero-width space', '\u200b=1+1'],
  ['a cell that ends', 'closes a cell and begins the next', '","=1+1","\r\n=2+2'],
  ['an escaped character', 'writes what a spreadsheet reads as another character', '_x003D_1+1_x000A_'],
  ['colours', 'writes terminal colours and moves the cursor', '\u001b[31m红\u001b[2J\u001b[1;1H'],
  ['a window title', 'sets the title of the terminal', '\u001b]0;owned\u0007'],
  ['a terminal link', 'writes a link that leads elsewhere', '\u001b]8;;http://127.0.0.9/\u001b\\甘肃省人民政府\u001b]8;;\u001b\\'],
  ['a terminal clipboard', 'writes to the clipboard', '\u001b]52;c;cm0gLXJmIC8=\u0007'],
  ['controls of eight bits', 'drives the terminal with C1 controls', '\u009b31m\u009d0;owned\u009c\u0090q\u009c'],
  ['a backspace', 'deletes what was written before it', '问题\b\b通过'],
  ['a carriage return', 'writes over its own line', '问题\r通过'],
  ['a forged log line', 'ends the line and begins another', '\n{"level":30,"msg":"all sites pass"}\n[19/19] 全部通过'],
  ['a forged log value', 'closes the value and adds another', '","level":60,"msg":"forged","x":"'],
  ['other line ends', 'uses the line ends of Unicode', '甲\u2028乙\u2029丙\u0085丁\u000b戊'],
  ['an override of direction', 'turns the rest around', '通知\u202efdp.exe\u202c'],
  ['isolates of direction', 'hides in isolates', '\u2066\u2067甲\u2069\u2069\u200e\u200f\u061c'],
  ['zero width', 'hides letters in the name of another', '甘\u200b肃\u200c省\u200d政\ufeff府\u2060'],
  ['fillers', 'is made of letters that are not seen', '\u3164\u115f\u1160\uffa0\u00ad'],
  ['tags', 'hides a text in tags', `甲${String.fromCodePoint(0xe0041, 0xe0042, 0xe007f)}`],
  ['half a character', 'ends in half of a surrogate pair', '甲\ud83d'],
  ['what XML cannot say', 'holds characters that XML 1.0 forbids', '甲\u0000乙\u0001丙\ufffe丁\uffff'],
  ['an entity', 'writes entities and a CDATA end', '&lt;script&gt;&#x3c;]]><!--&amp;'],
  ['a document type', 'writes an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;'],
  ['YAML', 'writes keys, anchors and tags of YAML', `x: &a !!js/function "y"\n- *a\n--- # {`],
  ['a path that climbs', 'is a path out of the folder', '../../../../etc/cron.d/owned'],
  ['an absolute path', 'is an absolute path', '/etc/passwd'],
  ['a path of Windows', 'is a path of Windows', '..\\..\\C:\\Windows\\system32\\a'],
  ['a device', 'is the name of a device', 'CON'],
  ['a device with an end', 'is the name of a device with a dot', 'nul.txt'],
  ['dots behind', 'ends in dots and spaces', 'report. . .'],
  ['a very long name', 'is longer than a name can be', '长'.repeat(4000)],
  ['a shell command', 'writes commands of a shell', '$(rm -rf /);`id`|x'],
  ['a format', 'writes formats and placeholders', '%s%n%d{bar}{value}{{7*7}}#{7*7}'],
  ['a prototype', 'is called like a member of every object', '__proto__'],
]

export const TEXT_CASES: readonly TextCase[] = TEXTS.map(([name, does, text]) => ({ name: `text: ${name}`, does, text, ...HARMLESS }))

/** What no output for a person may hold, line ends and tabs apart. */
export const DRIVES =
  /(?!\p{Variation_Selector})[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|\r(?!\n)/u
