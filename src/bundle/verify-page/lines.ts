/** Cuts bytes that come in pieces into lines of UTF-8; holds one line at most. Throws nothing: from the first fault on it gives no more lines. */
export class Lines {
  fault: 'no-utf8' | 'too-long' | undefined
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  readonly #onLine: (line: string) => void
  readonly #longest: number
  #begun: string[] = []
  #held = 0

  constructor(longest: number, onLine: (line: string) => void) {
    this.#longest = longest
    this.#onLine = onLine
  }

  add(chunk: Uint8Array): void {
    this.#take(this.#decoded(chunk))
  }

  /** Gives what stands behind the last line feed, if anything. */
  end(): void {
    this.#take(this.#decoded())
    if (this.#held > 0 && this.fault === undefined) this.#give()
  }

  #decoded(chunk?: Uint8Array): string {
    if (this.fault !== undefined) return ''
    try {
      return chunk ? this.#decoder.decode(chunk, { stream: true }) : this.#decoder.decode()
    } catch {
      this.fault = 'no-utf8'
      return ''
    }
  }

  #take(text: string): void {
    const parts = text.split('\n')
    const last = parts.pop() ?? ''
    for (const part of parts) {
      if (this.#hold(part)) this.#give()
    }
    this.#hold(last)
  }

  #hold(part: string): boolean {
    if (this.fault !== undefined) return false
    this.#held += part.length
    if (part !== '') this.#begun.push(part)
    if (this.#held <= this.#longest) return true
    this.fault = 'too-long'
    this.#begun = []
    return false
  }

  #give(): void {
    const line = this.#begun.join('')
    this.#begun = []
    this.#held = 0
    this.#onLine(line)
  }
}
