import { startProvince } from '../../../src/demo/province.ts'
import { dayOf, instantOf } from '../../../src/model/time.ts'

/** Serves the demo province on free ports until its input ends; it outlives whoever is killed beside it. Writes its configuration into the folder named. */
const silent = { debug() {}, info() {}, warn() {}, error() {} }
const province = await startProvince({ today: dayOf(instantOf(Date.now())), log: silent, dir: process.argv[2] ?? '', firstPort: 0 })
process.stdout.write('served\n')
process.stdin.resume().on('end', () => void province.close().then(() => process.exit()))
