import dgram from 'node:dgram'
import net from 'node:net'

const TYPES = { A: 1, NS: 2, CNAME: 5, AAAA: 28 } as const

export type RecordType = keyof typeof TYPES

export interface ResourceRecord {
  /** Whose record it is; the name that was asked for when absent. */
  readonly owner?: string
  readonly type: RecordType
  readonly data: string
  readonly ttl?: number
}

/** What is answered to one question, with every way to be wrong. */
export interface Reply {
  readonly rcode?: number
  readonly records?: readonly ResourceRecord[]
  /** The TC bit: ask again over TCP. */
  readonly truncated?: true
  readonly wrongId?: true
  /** The name in the question section, instead of the one asked for. */
  readonly question?: string
  /** These bytes and no others. */
  readonly bytes?: Uint8Array
}

export interface Question {
  readonly name: string
  readonly type: RecordType
  readonly tcp: boolean
  /** How often the same was asked before. */
  readonly before: number
}

/** `silence`: no answer; `hang-up`: the TCP connection is closed. */
export type Answering = (question: Question) => Reply | 'silence' | 'hang-up'

export interface NameServer {
  /** As the settings want it. */
  readonly server: string
  readonly asked: readonly Question[]
  close(): Promise<void>
}

/** A name server on loopback over UDP and TCP whose every byte is ours. */
export async function listenNames(answer: Answering): Promise<NameServer> {
  const asked: Question[] = []
  const reply = (request: Buffer, tcp: boolean): Uint8Array | 'silence' | 'hang-up' => {
    const { name, type } = questionOf(request)
    const question = { name, type, tcp, before: asked.filter((one) => one.name === name && one.type === type).length }
    asked.push(question)
    const said = answer(question)
    return typeof said === 'string' ? said : (said.bytes ?? encode(request, question, said))
  }
  const { udp, tcp } = await bindBoth()
  udp.on('message', (request, from) => {
    const bytes = reply(request, false)
    if (typeof bytes !== 'string') udp.send(bytes, from.port, from.address)
  })
  const sockets = new Set<net.Socket>()
  tcp.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    serveTcp(socket, (request) => reply(request, true))
  })
  return {
    server: `127.0.0.1:${udp.address().port}`,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([new Promise<void>((done) => udp.close(done)), new Promise<void>((done) => tcp.close(() => done()))])
    },
  }
}

/** One port that is free for both. */
async function bindBoth(): Promise<{ udp: dgram.Socket; tcp: net.Server }> {
  for (;;) {
    const tcp = net.createServer()
    await new Promise<void>((done) => tcp.listen(0, '127.0.0.1', done))
    const address = tcp.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const udp = dgram.createSocket('udp4')
    const bound = await new Promise<boolean>((done) => {
      udp.once('error', () => done(false))
      udp.bind(port, '127.0.0.1', () => done(true))
    })
    if (bound) return { udp, tcp }
    tcp.close()
    udp.close()
  }
}

function serveTcp(socket: net.Socket, reply: (request: Buffer) => Uint8Array | 'silence' | 'hang-up'): void {
  let got = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    got = Buffer.concat([got, chunk])
    while (got.length >= 2 && got.length >= 2 + got.readUInt16BE(0)) {
      const bytes = reply(got.subarray(2, 2 + got.readUInt16BE(0)))
      got = got.subarray(2 + got.readUInt16BE(0))
      if (bytes === 'hang-up') return void socket.destroy()
      if (bytes !== 'silence') socket.write(Buffer.concat([short(bytes.length), bytes]))
    }
  })
}

function questionOf(request: Buffer): { name: string; type: RecordType } {
  const labels: string[] = []
  let at = 12
  for (let length = request.readUInt8(at); length > 0; length = request.readUInt8(at)) {
    labels.push(request.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  const number = request.readUInt16BE(at + 1)
  const [type = 'A'] = (Object.keys(TYPES) as RecordType[]).filter((name) => TYPES[name] === number)
  return { name: labels.join('.').toLowerCase(), type }
}

function encode(request: Buffer, { name, type }: Question, reply: Reply): Uint8Array {
  const records = reply.records ?? []
  const id = request.readUInt16BE(0) ^ (reply.wrongId ? 0x5555 : 0)
  const flags = 0x8180 | (reply.truncated ? 0x0200 : 0) | (reply.rcode ?? 0)
  const head = Buffer.concat([id, flags, 1, records.length, 0, 0].map(short))
  const question = Buffer.concat([nameBytes(reply.question ?? name), short(TYPES[type]), short(1)])
  return Buffer.concat([head, question, ...records.map(recordBytes)])
}

function recordBytes({ owner, type, data, ttl = 60 }: ResourceRecord): Buffer {
  const value = dataBytes(type, data)
  const life = Buffer.alloc(4)
  life.writeUInt32BE(ttl)
  // Without an owner of its own it points to the name in the question section.
  const name = owner === undefined ? short(0xc00c) : nameBytes(owner)
  return Buffer.concat([name, short(TYPES[type]), short(1), life, short(value.length), value])
}

function dataBytes(type: RecordType, data: string): Buffer {
  if (type === 'A') return Buffer.from(data.split('.').map(Number))
  return type === 'AAAA' ? sixBytes(data) : nameBytes(data)
}

/** Of an IPv6 address in any spelling that a URL takes. */
function sixBytes(text: string): Buffer {
  const [before = '', after] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const [head, tail] = [groups(before), groups(after ?? '')]
  const zeros = new Array<number>(8 - head.length - tail.length).fill(0)
  return Buffer.concat([...head, ...zeros, ...tail].map(short))
}

/** Labels may hold any byte; `\.` is a dot within one. */
function nameBytes(name: string): Buffer {
  const labels = name.split(/(?<!\\)\./).map((label) => Buffer.from(label.replaceAll('\\.', '.'), 'latin1'))
  return Buffer.concat([...labels.flatMap((label) => [Buffer.from([label.length]), label]), Buffer.from([0])])
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value & 0xffff)
  return bytes
}
