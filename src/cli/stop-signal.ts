/** Turns SIGTERM and SIGINT into an abort: work is parked, what was committed stays, the next start goes on. */
export function stopSignal(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController()
  const stop = (name: NodeJS.Signals): void => {
    controller.abort(new Stopped(name))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  return {
    signal: controller.signal,
    dispose: () => {
      process.off('SIGTERM', stop)
      process.off('SIGINT', stop)
    },
  }
}

/** Somebody told the program to stop: no error, but no result either. */
export class Stopped extends Error {
  constructor(signal: string) {
    super(`stopped by ${signal}; what was collected is kept, and the same command goes on with it`)
    this.name = 'Stopped'
  }
}
