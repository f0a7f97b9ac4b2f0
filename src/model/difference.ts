/** One thing that is not what was sealed or listed. */
export interface Difference {
  readonly what: 'missing' | 'changed' | 'added' | 'invalid'
  /** Name of the file, row, capture or seal. */
  readonly path: string
  /** One sentence, in Chinese. */
  readonly says: string
}
