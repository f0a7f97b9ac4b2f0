import type { Command } from 'commander'
import { plainJson, plainLines } from './plain-text.ts'

/** The options that every command with configuration or data takes. */
export function withCommon(command: Command): Command {
  return command
    .option('--config <dir>', 'folder of configuration (default: config; a file missing there is taken from what ships)')
    .option('--data <dir>', 'folder of the evidence database (default: data)')
    .option('--json', 'print exactly one JSON document on stdout')
    .option('--verbose', 'log every step on stderr')
}

/** The answer on stdout: one document, or text. Neither can drive the terminal, whatever a site wrote. */
export function printJson(value: unknown): void {
  process.stdout.write(`${plainJson(JSON.stringify(value, null, 2))}\n`)
}

export function print(text: string): void {
  const plain = plainLines(text)
  process.stdout.write(plain.endsWith('\n') ? plain : `${plain}\n`)
}
