import { openBag } from '../../../src/bundle/bag/open.ts'
import { validateBag } from '../../../src/bundle/bag/validate.ts'

/** Opens the bundle and says on stdout how that ended and what memory it took at most, in MB. */
const bag = await openBag(process.argv[2] ?? '').catch((error: Error) => error)
const differences = bag instanceof Error ? [] : (await validateBag(bag)).differences
if (!(bag instanceof Error)) await bag.close()
const peak = process.resourceUsage().maxRSS / 1024
process.stdout.write(JSON.stringify({ opened: !(bag instanceof Error), differences: differences.length, peak }))
