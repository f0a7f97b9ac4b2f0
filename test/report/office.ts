import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Opens a document in LibreOffice and saves it as `format` in `folder`; the path of what was saved. A profile of its own each time, so that calls may run side by side. */
export async function convert(file: string, format: 'pdf' | 'csv' | 'xlsx' | 'docx' | 'txt', folder: string): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'govsite-office-'))
  try {
    await run('soffice', [`-env:UserInstallation=file://${profile}`, '--headless', '--convert-to', format, '--outdir', folder, file], {
      timeout: 110_000,
    })
    return join(folder, `${basename(file, extname(file))}.${format}`)
  } finally {
    await rm(profile, { recursive: true, force: true })
  }
}

/** The pages of a document as LibreOffice draws them: PNG files in `folder`, in order. */
export async function pagesOf(file: string, folder: string, dpi = 60): Promise<string[]> {
  const pdf = await convert(file, 'pdf', folder)
  const stem = basename(pdf, '.pdf')
  await run('pdftoppm', ['-r', String(dpi), '-png', pdf, join(folder, `${stem}-page`)])
  return (await readdir(folder))
    .filter((name) => name.startsWith(`${stem}-page`) && name.endsWith('.png'))
    .sort()
    .map((name) => join(folder, name))
}
