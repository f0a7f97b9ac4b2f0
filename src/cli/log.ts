import { pino } from 'pino'
import type { Log } from '../model/log.ts'
import { plainJson } from './plain-text.ts'

/** The program's log: JSON lines on stderr, so that stdout stays the answer's. A value can neither forge a line nor drive the terminal. */
export function createLog(level: string): Log {
  const stderr = pino.destination({ dest: 2, sync: true })
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write: (line) => void stderr.write(plainJson(line)) })
  return {
    debug: (data, message) => log.debug(data, message),
    info: (data, message) => log.info(data, message),
    warn: (data, message) => log.warn(data, message),
    error: (data, message) => log.error(data, message),
  }
}
