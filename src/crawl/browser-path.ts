import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { promisify } from 'node:util'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The configured browser or the first in the usual places; null when there is none that can be run. */
export async function findBrowser(configured?: string): Promise<string | null> {
  for (const path of configured === undefined ? USUAL_PLACES : [configured]) {
    if (await isExecutable(path)) return path
  }
  return null
}

/** Whether Chinese can be drawn: without a font a screenshot shows boxes, which is no evidence. */
export async function hasChineseFont(): Promise<boolean> {
  // These systems ship Chinese fonts and no fontconfig.
  if (process.platform === 'darwin' || process.platform === 'win32') return true
  try {
    const { stdout } = await promisify(execFile)('fc-list', [':lang=zh', 'family'], { timeout: 20_000 })
    return stdout.trim() !== ''
  } catch {
    return false
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
