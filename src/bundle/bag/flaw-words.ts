import type { Problem } from '../../model/config.ts'
import type { BundleFlaw, Flaw } from './flaw.ts'

const FETCH_AGAIN = 'copy or fetch the file again'
const DISTRUST = 'do not unpack it; ask for the bundle from where it was made'
const PLAIN_NAME = 'names that stay within one folder on every system'

/** What was expected, what came, what to do. */
const WORDS: Readonly<Record<Flaw, readonly [expected: string, got: string, fix: string]>> = {
  'no-zip': ['a bundle made by govsite export (a zip)', 'another kind of file', 'name the bundle itself'],
  'truncated': ['a whole zip', 'one whose end is missing', FETCH_AGAIN],
  'damaged': ['a sound zip', 'one whose table of contents is damaged', FETCH_AGAIN],
  'disagrees': ['one description of each entry', 'two that contradict each other', DISTRUST],
  'overlap': ['entries beside each other', 'entries that share bytes', DISTRUST],
  'between': ['nothing but the entries', 'bytes in front of, between or behind the entries, or a comment', DISTRUST],
  'encrypted': ['entries in the clear', 'an encrypted entry', DISTRUST],
  'method': ['entries stored or deflated', 'one packed in another way', DISTRUST],
  'special': ['plain files', 'a link or another special file', DISTRUST],
  'name-climbs': [PLAIN_NAME, 'a name with ".."', DISTRUST],
  'name-absolute': [PLAIN_NAME, 'an absolute name', DISTRUST],
  'name-drive': [PLAIN_NAME, 'a name with a drive or a colon', DISTRUST],
  'name-backslash': [PLAIN_NAME, 'a name with a backslash', DISTRUST],
  'name-nul': [PLAIN_NAME, 'a name with a NUL', DISTRUST],
  'name-broken': ['names in UTF-8, without empty parts', 'a name that cannot be read for certain', DISTRUST],
  'name-duplicate': ['a name for each entry', 'two entries that are one file on some systems', DISTRUST],
  'too-many': ['fewer entries', 'more entries than a bundle may have', DISTRUST],
  'too-large': ['fewer bytes after inflation', 'more bytes than a bundle may inflate to', DISTRUST],
  'too-dense': ['entries packed as text packs', 'an entry that inflates like a zip bomb', DISTRUST],
  'many-folders': ['one folder with everything in it', 'files in several places', 'name a bundle as it was exported'],
  'no-bag': ['a BagIt bag', 'a zip without bagit.txt', 'name a bundle made by govsite export'],
  'no-profile': ['a bundle made by govsite export', 'another kind of BagIt bag', 'name a bundle made by govsite export'],
  'newer': ['a bundle of version 1', 'one made by a newer version', 'update govsite'],
}

/** What is wrong with the file, for the command line. */
export function problemOf(file: string, { flaw, entry }: BundleFlaw): Problem {
  const [expected, got, fix] = WORDS[flaw]
  return { file, ...(entry === undefined ? {} : { at: entry }), expected, got, fix }
}
