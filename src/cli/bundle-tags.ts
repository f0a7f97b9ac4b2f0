import { PUBLIC_KEY } from '../bundle/bag/manifest.ts'
import type { BagFile } from '../bundle/bag/write.ts'
import { readmeText } from '../bundle/readme-text.ts'
import type { SigningKey } from '../bundle/seal/key.ts'
import type { SealFile } from '../bundle/seal/seal-file.ts'
import { verifyPage } from '../bundle/verify-page/verify-page.ts'
import type { Site } from '../model/site.ts'
import type { Run } from '../model/visit.ts'
import type { BundleMaterial } from './bundle-material.ts'

export interface TagFacts {
  /** Name of the one folder in the bundle. */
  readonly root: string
  readonly program: string
  readonly run: Run
  readonly sites: readonly Site[]
  /** Whether the bundle has every site of the run. */
  readonly whole: boolean
  readonly seals: SealFile
  readonly stamp: BundleMaterial['stamp']
  readonly key: SigningKey
}

/** What stands beside the payload: how to read it, how to check it, and by whom it was signed. */
export function bundleTags(facts: TagFacts): BagFile[] {
  const { key, seals, stamp } = facts
  const { statement, key: sealedBy } = seals.night
  const night = { sealedAt: statement.sealedAt, key: sealedBy, stamp }
  const readme = readmeText({ ...facts, fingerprint: key.fingerprint, night })
  const file = (name: string, text: string): BagFile => ({ name, from: { bytes: Buffer.from(text) }, compress: true })
  return [file(PUBLIC_KEY, key.pem), file('README.txt', readme), file('verify.html', verifyPage())]
}
