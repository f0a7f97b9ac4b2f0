import { loadChecks } from '../audit/catalogue.ts'
import type { Bag } from '../bundle/bag/open.ts'
import { type BundleReport, verifyBundle } from '../bundle/verify/verify-bundle.ts'
import type { Difference } from '../model/difference.ts'
import { readAuthorityFiles } from '../registry/authorities.ts'
import { type CommonOptions, configOf, logOf } from './context.ts'
import { configFolder } from './folders.ts'
import { judgeMaterial } from './judge-material.ts'
import { PROGRAM } from './seal-run.ts'
import { verifyDocuments } from './verify-documents.ts'

/** Everything in which the opened bundle is not what was sealed and does not follow from its evidence. */
export async function verifyOpened(
  bag: Bag,
  options: CommonOptions,
  keys: readonly string[] | undefined,
): Promise<{ differences: Difference[]; report: BundleReport; documents: boolean }> {
  const checks = await loadChecks()
  const log = logOf(options)
  const { settings } = await configOf(options)
  const authorities = await readAuthorityFiles(configFolder(options.config), settings.seal.timeAuthorityCertificates)
  const checking = verifyBundle(bag, {
    authorities,
    judge: (material) => judgeMaterial({ ...material, checks, log }),
    onSite: (done, total) => process.stderr.write(`[${done}/${total}] verified\n`),
    ...(keys ? { keys } : {}),
  })
  const differences: Difference[] = []
  let step = await checking.next()
  for (; !step.done; step = await checking.next()) differences.push(step.value)
  // Documents follow from evidence that stands; of another version they may be worded otherwise.
  const documents = differences.length === 0 && bag.info.get('bag-software-agent') === PROGRAM
  if (documents) for await (const difference of verifyDocuments(bag, log)) differences.push(difference)
  return { differences, report: step.value, documents }
}
