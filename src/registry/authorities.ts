import { X509Certificate } from 'node:crypto'
import { resolve } from 'node:path'
import { type Problem, UserError } from '../model/config.ts'
import { decodeText, readBytes } from './text-file.ts'

const MAX_BYTES = 1_048_576
const KEY = 'seal.timeAuthorityCertificates'

/** The PEM texts of the certificate files, paths relative to the configuration folder; a UserError with everything that is wrong with them. */
export async function readAuthorityFiles(folder: string, paths: readonly string[]): Promise<string[]> {
  const problems: Problem[] = []
  const texts: string[] = []
  for (const [index, path] of paths.entries()) {
    const file = resolve(folder, path)
    const at = `${KEY}[${index}]`
    try {
      const text = decodeText(await readBytes(file, MAX_BYTES)) ?? ''
      const fault = judgePem(text)
      if (fault === undefined) texts.push(text)
      else problems.push({ file, at, expected: 'a certificate in PEM form', got: fault, fix: FIX })
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      problems.push(...error.problems.map((problem) => ({ ...problem, at })))
    }
  }
  if (problems.length > 0) throw new UserError('the certificates of the time stamp service cannot be used', problems)
  return texts
}

const FIX = 'ask the service for its root certificate; DER becomes PEM by: openssl x509 -inform DER -in FILE -out FILE.pem'

function judgePem(text: string): string | undefined {
  if (text.includes('PRIVATE KEY')) return 'a file with a private key'
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0) return 'no such certificate'
  try {
    for (const block of blocks) new X509Certificate(block)
    return undefined
  } catch (error) {
    return `a broken one (${error instanceof Error ? error.message : String(error)})`
  }
}
