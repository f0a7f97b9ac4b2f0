/** The part of pino that rooms may use; built in `src/cli`, passed down. Messages are English, one event each, data in the first argument. */
export interface Log {
  debug(data: object, message: string): void
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
}
