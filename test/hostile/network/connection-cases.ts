import { drip, every, flood, type LinkCase, OK, PAGE, REST, reset, SOUND, says } from './network-case.ts'

export const pass = { of: 'link', verdict: 'pass', blame: 'nobody' } as const
export const unclear = { of: 'link', verdict: 'inconclusive', blame: 'unclear' } as const
export const ours = { of: 'link', verdict: 'inconclusive', blame: 'us' } as const
export const guarded = { of: 'link', verdict: 'inconclusive', blame: 'nobody' } as const
export const dead = { of: 'link', verdict: 'fail', blame: 'site' } as const

const HEAD_CAME = 'the head came in time and says that the page is there; what we did not read is no proof that anything is missing'

/** Connections that break, hang or never end. */
export const CONNECTION_CASES: readonly LinkCase[] = [
  { name: 'sound', does: 'answers well', ...pass, fault: says(SOUND) },
  {
    name: 'refused',
    does: 'nobody listens',
    ...unclear,
    fault: { kind: 'nobody' },
    because: 'only 404 and 403 are dead links for certain',
  },
  {
    name: 'reset-at-once',
    does: 'resets every connection',
    ...unclear,
    fault: { kind: 'met', meet: reset },
    because: 'the way between resets connections too',
  },
  { name: 'reset-before-head', does: 'resets when it has read the request', ...unclear, fault: { kind: 'asked', say: reset } },
  { name: 'closed-before-head', does: 'closes without a word', ...unclear, fault: says('') },
  {
    ...{ name: 'reset-in-head', does: 'resets in the middle of the head', ...unclear },
    fault: { kind: 'asked', say: (socket) => socket.write(`${OK}content-ty`, () => reset(socket)) },
  },
  { name: 'closed-in-head', does: 'closes in the middle of the head', ...unclear, fault: says(`${OK}content-ty`) },
  {
    ...{ name: 'reset-in-body', does: 'resets in the middle of the body', ...pass, because: HEAD_CAME },
    fault: { kind: 'asked', say: (socket) => socket.write(SOUND.slice(0, -200), () => setTimeout(() => reset(socket), 50)) },
  },
  {
    ...{ name: 'reset-before-body', does: 'resets after the head, before a byte of the body', ...pass, because: HEAD_CAME },
    fault: { kind: 'asked', say: (socket) => socket.write(SOUND.slice(0, SOUND.indexOf('<!')), () => setTimeout(() => reset(socket), 50)) },
  },
  { name: 'silent', does: 'accepts connections and says nothing', ...unclear, fault: { kind: 'met', meet: () => {} } },
  { name: 'silent-when-asked', does: 'reads the request and says nothing', ...unclear, fault: { kind: 'asked', say: () => {} } },
  { name: 'slow-head', does: 'sends the head byte by byte', ...unclear, fault: { kind: 'asked', say: (socket) => drip(socket, SOUND) } },
  {
    ...{ name: 'slow-body', does: 'sends the body byte by byte', ...pass, because: HEAD_CAME },
    fault: {
      kind: 'asked',
      say: (socket) => {
        socket.write(SOUND.slice(0, SOUND.indexOf('<!')))
        drip(socket, PAGE.toString())
      },
    },
  },
  {
    ...{ name: 'endless-head', does: 'adds a field to the head now and then, without end', ...unclear },
    fault: {
      kind: 'asked',
      say: (socket) => {
        socket.write(OK)
        every(socket, 20, () => 'a: b\r\n')
      },
    },
  },
  {
    ...{ name: 'flood-of-head', does: 'sends fields as fast as they are read, without end', ...unclear },
    fault: {
      kind: 'asked',
      say: (socket) => {
        socket.write(OK)
        flood(socket, 'x-field: and its value\r\n'.repeat(500))
      },
    },
  },
  {
    ...{ name: 'one-endless-field', does: 'sends one field without end', ...unclear },
    fault: {
      kind: 'asked',
      say: (socket) => {
        socket.write(`${OK}x-field: `)
        flood(socket, 'x'.repeat(10_000))
      },
    },
  },
  {
    ...{ name: 'endless-body', does: 'sends a body now and then, without end', ...pass, because: HEAD_CAME },
    fault: {
      kind: 'asked',
      say: (socket) => {
        socket.write(`${OK}content-type: text/html\r\n\r\n${PAGE}`)
        every(socket, 10, () => '<p>更多内容</p>')
      },
    },
  },
  {
    ...{ name: 'flood-of-body', does: 'sends a body as fast as it is read, without end', ...pass, because: HEAD_CAME },
    fault: {
      kind: 'asked',
      say: (socket) => {
        socket.write(`${OK}content-type: text/html\r\n\r\n${PAGE}`)
        flood(socket, '<p>更多内容</p>'.repeat(1_000))
      },
    },
  },
  { name: 'http-0.9', does: 'answers as HTTP/0.9, without a head', ...unclear, fault: says(PAGE) },
  {
    name: 'another-protocol',
    does: 'speaks SSH',
    ...unclear,
    fault: { kind: 'met', meet: (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n') },
  },
  { name: 'noise', does: 'answers with zeros', ...unclear, fault: says(Buffer.alloc(5_000)) },
  {
    ...{
      name: 'answers-twice',
      does: 'answers once more than it was asked, the second time that the page is not there',
      ...pass,
      neighbour: true,
    },
    fault: { kind: 'asked', say: (socket) => socket.write(`${SOUND}HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n`) },
    because: 'nor is the surplus taken for the answer to the next question',
  },
  {
    ...{ name: 'answers-unasked', does: 'says 404 to everybody who connects, then answers what is asked', ...dead },
    fault: {
      kind: 'met',
      meet: (socket) => {
        socket.write('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n')
        socket.on('data', () => socket.end(SOUND))
      },
    },
    because: 'a browser takes that for the answer',
  },
  {
    name: 'http-1.0',
    does: 'answers as HTTP/1.0 without a length',
    ...pass,
    fault: says(`HTTP/1.0 200 OK\r\n${REST.replace(/content-length.*\r\n/, '')}`),
  },
]
