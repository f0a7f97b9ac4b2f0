/** Why a file is not even looked into: the page says it in Chinese, the command line in English. */
export type Flaw =
  | 'no-zip'
  | 'truncated'
  | 'damaged'
  | 'disagrees'
  | 'overlap'
  | 'between'
  | 'encrypted'
  | 'method'
  | 'special'
  | 'name-climbs'
  | 'name-absolute'
  | 'name-drive'
  | 'name-backslash'
  | 'name-nul'
  | 'name-broken'
  | 'name-duplicate'
  | 'too-many'
  | 'too-large'
  | 'too-dense'
  | 'many-folders'
  | 'no-bag'
  | 'no-profile'
  | 'newer'

/** Thrown for a file that must not be read any further; `entry` is the hostile name as it stands in the zip. */
export class BundleFlaw extends Error {
  readonly flaw: Flaw
  readonly entry: string | undefined

  constructor(flaw: Flaw, entry?: string) {
    super(entry === undefined ? flaw : `${flaw}: ${entry}`)
    this.name = 'BundleFlaw'
    this.flaw = flaw
    this.entry = entry
  }
}
