import type { HostileCase } from '../hostile-case.ts'

const unchanged = { verdict: 'unchanged', blame: 'nobody' } as const

export const DISK_CASES: readonly HostileCase[] = [
  {
    ...unchanged,
    name: 'disk-full-in-the-night',
    does: 'the disk below the data folder is full in the middle of a night, later there is room',
    because:
      'exit 4 and one sentence; nothing is held against a site for it; the same command goes on and says what an undisturbed night says',
  },
  { ...unchanged, name: 'disk-full-for-a-backup', does: 'no room for a backup', because: 'no half of one is left; with room it is made' },
  { ...unchanged, name: 'disk-full-for-an-export', does: 'no room for a bundle', because: 'no half of one is left; with room it is made' },
  {
    ...unchanged,
    name: 'disk-full-for-a-restore',
    does: 'no room for the restored database beside the old one',
    because: 'the old one stays',
  },
  {
    ...unchanged,
    name: 'temporary-folder-full',
    does: 'TMPDIR is full while a bundle is verified',
    because: 'exit 4, and no word against the bundle',
  },
  {
    name: 'disk-read-only',
    does: 'the file system of the data folder is mounted read-only',
    verdict: 'refused',
    blame: 'nobody',
    because: 'a night is refused at its start, in one sentence, and nothing is changed',
  },
]
