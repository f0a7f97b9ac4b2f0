/** Where a rule comes from: the document, its clause, what it asks in our own words, and how sure we are of it. */
export interface Basis {
  readonly document: string
  readonly clause: string
  /** What the clause asks, paraphrased, in Chinese. */
  readonly says: string
  readonly confidence: 'seen' | 'partly-seen' | 'believed'
}
