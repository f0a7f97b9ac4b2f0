import { pino } from 'pino'
import type { Log } from '../model/log.ts'

/** The program's log: JSON lines on stderr, so that stdout stays the answer's. Values are escaped by pino: no line can be forged. */
export function createLog(level: string): Log {
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }))
  return {
    debug: (data, message) => log.debug(data, message),
    info: (data, message) => log.info(data, message),
    warn: (data, message) => log.warn(data, message),
    error: (data, message) => log.error(data, message),
  }
}
