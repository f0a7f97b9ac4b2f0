import { readFile, stat } from 'node:fs/promises'
import { type Problem, UserError } from '../model/config.ts'

/** The bytes of a file; a UserError that says why when there is none, it is no file, it is too large, or it may not be read. */
export async function readBytes(file: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const info = await stat(file)
    if (!info.isFile()) throw unreadable({ file, expected: 'a file', got: info.isDirectory() ? 'a folder' : 'something that is no file' })
    if (info.size > maxBytes) {
      throw unreadable({
        file,
        expected: `at most ${megabytes(maxBytes)}`,
        got: megabytes(info.size),
        fix: 'check that this is the right file, or split it',
      })
    }
    return await readFile(file)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw unreadable({ file, expected: 'a readable file', ...explain(error) })
  }
}

/** UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030, which is what Chinese Excel writes; undefined when the bytes are none of them. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const bom = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
  for (const charset of bom ? [bom] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes)
    } catch {
      // Not this charset: the next one is tried.
    }
  }
  return undefined
}

export function unreadable(problem: Problem): UserError {
  return new UserError(`${problem.file} cannot be read`, [problem])
}

function explain(error: unknown): { got: string; fix: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'ENOTDIR') return { got: 'nothing there', fix: 'check the name, or create the file' }
  if (code === 'EACCES' || code === 'EPERM') return { got: 'no permission to read it', fix: 'let the user that runs govsite read it' }
  return { got: error instanceof Error ? error.message : String(error), fix: 'check the file and the disk it lies on' }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MB`
}
