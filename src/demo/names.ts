import { createSocket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import dns2 from 'dns2'

const SECONDS_TO_LIVE = 5

/** Every record of one name; a name without an entry does not exist. */
export interface NameRecords {
  readonly a?: readonly string[]
  readonly aaaa?: readonly string[]
  readonly ns?: readonly string[]
}

export interface NameServer {
  /** `127.0.0.1:port`, as `resolver.servers` wants it. */
  readonly address: string
  close(): Promise<void>
}

/** Serves the province's names on the wanted port of loopback, or on a free one where that is taken: NXDOMAIN for unknown names, an empty answer for a type that a name lacks. */
export async function serveNames(records: ReadonlyMap<string, NameRecords>, wanted: number): Promise<NameServer> {
  const server = dns2.createServer({ udp: true, handle: (request, send) => void send(answer(request, records)) })
  // Whoever sends nonsense to the port gets no answer, and the server goes on.
  server.on('requestError', () => undefined)
  const { udp } = await server.listen({ udp: { port: (await isFree(wanted)) ? wanted : 0, address: '127.0.0.1' } })
  return { address: `127.0.0.1:${portOf(udp)}`, close: async () => void (await server.close()) }
}

async function isFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  return await new Promise((resolve) => {
    socket.once('error', () => socket.close(() => resolve(false)))
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)))
  })
}

function answer(request: dns2.Packet, records: ReadonlyMap<string, NameRecords>): dns2.Packet {
  const response = dns2.Packet.createResponseFromRequest(request)
  const [question] = request.questions
  if (!question) return response
  const known = records.get(question.name.toLowerCase())
  response.header.aa = 1
  if (!known) response.header.rcode = 3
  else response.answers.push(...resources(question, known))
  return response
}

function resources(question: dns2.Packet.Question, known: NameRecords): dns2.Packet.Resource[] {
  const { TYPE } = dns2.Packet
  const record = (data: Partial<dns2.Packet.Resource>) =>
    dns2.Packet.createResourceFromQuestion(question, { ...data, type: question.type, ttl: SECONDS_TO_LIVE })
  switch (question.type) {
    case TYPE.A:
      return (known.a ?? []).map((address) => record({ address }))
    case TYPE.AAAA:
      return (known.aaaa ?? []).map((address) => record({ address }))
    case TYPE.NS:
      return (known.ns ?? []).map((ns) => record({ ns }))
    default:
      return []
  }
}

function portOf(address: AddressInfo | undefined): number {
  if (!address) throw new Error('the name server of the demo has no port')
  return address.port
}
