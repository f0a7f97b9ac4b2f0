interface Waiter {
  readonly at: number
  readonly wake: () => void
}

/** A clock that stands still until it is told to go on; whoever waits is woken in the order of time. */
export class VirtualClock {
  private at: number
  private readonly waiters = new Set<Waiter>()

  constructor(start: string) {
    this.at = Date.parse(start)
  }

  readonly now = (): number => this.at

  readonly wait = async (ms: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted()
    await new Promise<void>((resolve, reject) => {
      const waiter = { at: this.at + ms, wake: resolve }
      this.waiters.add(waiter)
      signal?.addEventListener('abort', () => {
        this.waiters.delete(waiter)
        reject(signal.reason)
      })
    })
  }

  /** Lets everything happen that happens up to the moment, and stands there. */
  async runTo(moment: string): Promise<void> {
    const end = Date.parse(moment)
    for (;;) {
      await settle()
      const next = [...this.waiters].sort((a, b) => a.at - b.at)[0]
      if (!next || next.at > end) break
      this.waiters.delete(next)
      this.at = next.at
      next.wake()
    }
    this.at = end
  }
}

/** Lets all promises that can go on do so. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
