import { lockFolder } from '../../src/store/lock.ts'

/** Takes the folder named on the command line and keeps it until it is killed. */
lockFolder(process.argv[2] ?? '')
process.stdout.write('locked\n')
setInterval(() => undefined, 1_000_000)
