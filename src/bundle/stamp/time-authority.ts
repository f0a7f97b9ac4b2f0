import { Agent, type Dispatcher, request } from 'undici'
import { StampProblem } from './stamp-problem.ts'

/** What an answer may cost, and who asks. */
export interface Asking {
  /** From the first packet to the last byte. */
  readonly timeoutSeconds: number
  /** Of the answer: a time stamp has some 10 KB. */
  readonly maxBytes: number
  /** The program with a contact, as the sites see it too. */
  readonly agent: string
}

/**
 * The authority's answer to a TimeStampReq, as bytes that nobody has read yet: one POST over HTTP (RFC 3161, section 3.4), no redirect is followed and
 * nothing is asked twice. Rejects with a StampProblem; the night goes on without a time stamp.
 */
export async function askAuthority(url: string, stampRequest: Uint8Array, asking: Asking): Promise<Uint8Array> {
  const address = webAddress(url)
  const dispatcher = new Agent({ maxResponseSize: asking.maxBytes })
  const signal = AbortSignal.timeout(asking.timeoutSeconds * 1000)
  try {
    const answer = await request(address, {
      method: 'POST',
      dispatcher,
      signal,
      headers: { 'content-type': 'application/timestamp-query', 'accept': 'application/timestamp-reply', 'user-agent': asking.agent },
      body: stampRequest,
    })
    judgeHead(answer)
    return new Uint8Array(await answer.body.arrayBuffer())
  } catch (error) {
    throw signal.aborted ? new StampProblem('too-slow', { told: `${asking.timeoutSeconds} 秒`, cause: error }) : problemOf(error, asking)
  } finally {
    await dispatcher.destroy()
  }
}

function webAddress(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (!address || !/^https?:$/.test(address.protocol) || address.username !== '' || address.password !== '')
    throw new StampProblem('bad-address')
  return address
}

function judgeHead({ statusCode, headers }: Dispatcher.ResponseData): void {
  if (statusCode >= 300 && statusCode < 400) throw new StampProblem('redirected', { told: `${statusCode} ${headers['location'] ?? ''}` })
  if (statusCode !== 200) throw new StampProblem('http-status', { told: String(statusCode) })
  const type = String(headers['content-type'] ?? '').toLowerCase()
  if (type.split(';')[0]?.trim() !== 'application/timestamp-reply') throw new StampProblem('other-type', { told: type || '未注明类型' })
}

function problemOf(error: unknown, { maxBytes }: Asking): StampProblem {
  if (error instanceof StampProblem) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return new StampProblem('too-large', { told: `${maxBytes} 字节`, cause: error })
  return new StampProblem('no-answer', { told: code, detail: error instanceof Error ? error.message : String(error), cause: error })
}
