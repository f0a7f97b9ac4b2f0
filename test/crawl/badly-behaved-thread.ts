import { parentPort } from 'node:worker_threads'

/** A reading thread that some bodies bring down. */
parentPort?.on('message', ({ bytes }: { readonly bytes: Uint8Array }) => {
  const body = Buffer.from(bytes).toString()
  const eaten: number[][] = []
  while (body === 'hang');
  while (body === 'eat') eaten.push(new Array(2_000_000).fill(0.5))
  if (body === 'exit') process.exit(1)
  parentPort?.postMessage({ facts: null })
  if (body === 'die later') {
    setImmediate(() => {
      throw new Error('too late')
    })
  }
})
