import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-utf8']
const FOR_STAMPS = ['basicConstraints=critical,CA:false', 'keyUsage=critical,digitalSignature', 'extendedKeyUsage=critical,timeStamping']
/** Begins long ago: certificates made in the middle of a test were valid at its stamps too. */
const LONG: [string, string] = ['20150101000000Z', '20450101000000Z']
const TST_INFO = '1.2.840.113549.1.9.16.1.4'

/** A time stamp authority out of the openssl command alone, in a folder of its own. */
export interface LocalAuthority {
  readonly folder: string
  readonly file: (name: string) => string
  readonly pem: (name: string) => string
  readonly openssl: (...args: string[]) => Buffer
  /** A self-signed root `<name>.pem`, by that common name or another. */
  readonly root: (name: string, commonName?: string) => void
  /** `<name>.pem`, signed by the issuer; by default fit for time stamps. */
  readonly issue: (
    name: string,
    over?: { issuer?: string; extensions?: readonly string[]; days?: [string, string]; key?: string[] },
  ) => void
  /** What `openssl ts -reply` answers. */
  readonly reply: (request: Uint8Array, signer?: string, over?: { digest?: string; ess?: string; accepts?: string }) => Buffer
  /** The TSTInfo in an answer. */
  readonly content: (response: Uint8Array) => Buffer
  /** An answer around the TSTInfo, signed by `openssl cms`, which does not mind what certificate it is given. */
  readonly sign: (content: Uint8Array, signer: string, ...args: string[]) => Buffer
  readonly remove: () => void
}

export function localAuthority(): LocalAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'govsite-authority-'))
  const file = (name: string): string => join(folder, name)
  const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  writeFileSync(file('index.txt'), '')
  writeFileSync(file('tsaserial'), '01\n')
  writeFileSync(file('ca.cnf'), CA_CONFIG)
  let count = 0
  const scratch = (bytes: Uint8Array): string => {
    count += 1
    writeFileSync(file(`scratch-${count}`), bytes)
    return `scratch-${count}`
  }
  const root: LocalAuthority['root'] = (name, commonName = name) => {
    const subject = `/C=CN/O=示范授时中心/CN=${commonName}`
    const extensions = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign']
    openssl('req', '-x509', ...EC, '-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '3650', '-subj', subject, ...extensions)
  }
  const issue: LocalAuthority['issue'] = (name, { issuer = 'root', extensions = FOR_STAMPS, days = LONG, key = EC } = {}) => {
    openssl(
      'req',
      '-new',
      ...key,
      ...(key.includes('-key') ? [] : ['-keyout', `${name}.key`]),
      '-out',
      `${name}.csr`,
      '-subj',
      `/C=CN/O=示范授时中心/CN=时间戳 ${name}`,
    )
    writeFileSync(file(`${name}.ext`), extensions.join('\n'))
    const [from, to] = days
    const dates = ['-startdate', from, '-enddate', to]
    const by = ['-cert', `${issuer}.pem`, '-keyfile', `${issuer}.key`, '-extfile', `${name}.ext`]
    openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', '-in', `${name}.csr`, '-out', `${name}.pem`, ...dates, ...by)
  }
  const reply: LocalAuthority['reply'] = (request, signer = 'tsa', { digest = 'sha256', ess = 'sha256', accepts = 'sha256' } = {}) => {
    const config = scratch(Buffer.from(tsConfig(signer, digest, ess, accepts)))
    openssl('ts', '-reply', '-config', config, '-queryfile', scratch(request), '-out', 'answer.tsr')
    return readFileSync(file('answer.tsr'))
  }
  const content = (response: Uint8Array): Buffer => {
    openssl('ts', '-reply', '-config', 'ca.cnf', '-in', scratch(response), '-token_out', '-out', 'token.der')
    return openssl('cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'token.der')
  }
  const sign: LocalAuthority['sign'] = (info, signer, ...args) => {
    const how = ['-binary', '-nodetach', '-outform', 'DER', ...(args.includes('-econtent_type') ? [] : ['-econtent_type', TST_INFO])]
    const by = ['-signer', `${signer}.pem`, '-inkey', `${signer}.key`, ...(args.includes('-md') ? [] : ['-md', 'sha256'])]
    return granted(openssl('cms', '-sign', '-in', scratch(info), ...how, ...by, ...args))
  }
  const pem = (name: string): string => readFileSync(file(`${name}.pem`), 'utf8')
  return { folder, file, pem, openssl, root, issue, reply, content, sign, remove: () => rmSync(folder, { recursive: true, force: true }) }
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

function tsConfig(signer: string, digest: string, ess: string, accepted: string): string {
  return `[tsa]
default_tsa = own
[own]
serial = tsaserial
signer_cert = ${signer}.pem
certs = ${signer}.pem
signer_key = ${signer}.key
signer_digest = ${digest}
default_policy = 1.2.3.4.1
digests = ${accepted}
ess_cert_id_alg = ${ess}
accuracy = secs:1
tsa_name = yes
`
}
