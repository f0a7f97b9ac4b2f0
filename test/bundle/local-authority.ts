import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-utf8']
export const RSA = ['-newkey', 'rsa:2048', '-nodes', '-utf8']
const FOR_STAMPS = ['basicConstraints=critical,CA:false', 'keyUsage=critical,digitalSignature', 'extendedKeyUsage=critical,timeStamping']
/** Begins long ago: certificates made in the middle of a test were valid at its stamps too. */
const LONG: [string, string] = ['20150101000000Z', '20450101000000Z']
const TST_INFO = '1.2.840.113549.1.9.16.1.4'

/** How a certificate differs from one that is fit for time stamps. */
export interface Issuing {
  readonly issuer?: string
  readonly extensions?: readonly string[]
  readonly days?: readonly [from: string, to: string]
  readonly key?: readonly string[]
}

/** A time stamp authority out of the openssl command alone, in a folder of its own. */
export class LocalAuthority {
  readonly folder = mkdtempSync(join(tmpdir(), 'govsite-authority-'))
  #count = 0

  constructor() {
    writeFileSync(this.file('index.txt'), '')
    writeFileSync(this.file('tsaserial'), '01\n')
    writeFileSync(this.file('ca.cnf'), CA_CONFIG)
  }

  openssl(...args: readonly string[]): Buffer {
    return execFileSync('openssl', args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] })
  }

  file(name: string): string {
    return join(this.folder, name)
  }

  pem(name: string): string {
    return readFileSync(this.file(`${name}.pem`), 'utf8')
  }

  /** A self-signed root `<name>.pem`, by that common name or another. */
  root(name: string, commonName = name): void {
    const subject = ['-subj', `/C=CN/O=示范授时中心/CN=${commonName}`, '-addext', 'keyUsage=critical,keyCertSign,cRLSign']
    this.openssl('req', '-x509', ...EC, '-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '3650', ...subject)
  }

  /** `<name>.pem` and its key, signed by the issuer. */
  issue(name: string, { issuer = 'root', extensions = FOR_STAMPS, days = LONG, key = EC }: Issuing = {}): void {
    const keyOut = key.includes('-key') ? [] : ['-keyout', `${name}.key`]
    this.openssl('req', '-new', ...key, ...keyOut, '-out', `${name}.csr`, '-subj', `/C=CN/O=示范授时中心/CN=时间戳 ${name}`)
    writeFileSync(this.file(`${name}.ext`), extensions.join('\n'))
    const by = [
      '-cert',
      `${issuer}.pem`,
      '-keyfile',
      `${issuer}.key`,
      '-extfile',
      `${name}.ext`,
      '-startdate',
      days[0],
      '-enddate',
      days[1],
    ]
    this.openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', '-in', `${name}.csr`, '-out', `${name}.pem`, ...by)
  }

  /** What `openssl ts -reply` answers. */
  reply(request: Uint8Array, signer = 'tsa', { ess = 'sha256', accepts = 'sha256' } = {}): Buffer {
    const config = this.#keep(Buffer.from(tsConfig(signer, ess, accepts)))
    this.openssl('ts', '-reply', '-config', config, '-queryfile', this.#keep(request), '-out', 'answer.tsr')
    return readFileSync(this.file('answer.tsr'))
  }

  /** The TSTInfo in an answer. */
  content(response: Uint8Array): Buffer {
    this.openssl('ts', '-reply', '-config', 'ca.cnf', '-in', this.#keep(response), '-token_out', '-out', 'token.der')
    return this.openssl('cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'token.der')
  }

  /** An answer around the TSTInfo, signed by `openssl cms`, which does not mind what certificate it is given. */
  sign(content: Uint8Array, signer: string, ...args: readonly string[]): Buffer {
    const type = args.includes('-econtent_type') ? [] : ['-econtent_type', TST_INFO]
    const digest = args.includes('-md') ? [] : ['-md', 'sha256']
    const by = ['-signer', `${signer}.pem`, '-inkey', `${signer}.key`, ...digest, ...args]
    return granted(this.openssl('cms', '-sign', '-in', this.#keep(content), '-binary', '-nodetach', '-outform', 'DER', ...type, ...by))
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  #keep(bytes: Uint8Array): string {
    this.#count += 1
    writeFileSync(this.file(`scratch-${this.#count}`), bytes)
    return `scratch-${this.#count}`
  }
}

/** A TimeStampResp that grants the token. */
export function granted(token: Uint8Array): Buffer {
  return sequence(Buffer.concat([sequence(Buffer.from([2, 1, 0])), token]))
}

/** A DER SEQUENCE around the bytes. */
export function sequence(content: Uint8Array): Buffer {
  const { length } = content
  const size =
    length < 128 ? [length] : length < 65_536 ? [0x82, length >> 8, length & 255] : [0x83, length >> 16, (length >> 8) & 255, length & 255]
  return Buffer.concat([Buffer.from([0x30, ...size]), content])
}

const CA_CONFIG = `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
unique_subject = no
policy = any
[any]
countryName = optional
organizationName = optional
commonName = supplied
`

function tsConfig(signer: string, ess: string, accepted: string): string {
  return `[tsa]
default_tsa = own
[own]
serial = tsaserial
signer_cert = ${signer}.pem
certs = ${signer}.pem
signer_key = ${signer}.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = ${accepted}
ess_cert_id_alg = ${ess}
accuracy = secs:1
tsa_name = yes
`
}
