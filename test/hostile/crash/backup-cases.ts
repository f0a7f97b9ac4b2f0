import type { HostileCase } from '../hostile-case.ts'

const unchanged = { verdict: 'unchanged', blame: 'nobody' } as const
const refused = { verdict: 'refused', blame: 'nobody' } as const

export const BACKUP_CASES: readonly HostileCase[] = [
  {
    ...unchanged,
    name: 'backup-beside-a-writer',
    does: 'a backup is made while another process commits without a pause',
    because: 'it is the database of one moment, checked, and its seals verify',
  },
  { ...unchanged, name: 'backup-killed', does: 'SIGKILL before a backup has its name', because: 'the backup before it stays as it was' },
  { ...refused, name: 'backup-over-a-file', does: 'the backup would be written over an existing file', because: 'only with --force' },
  {
    ...unchanged,
    name: 'restore-over-damage',
    does: 'the database is damaged, and a backup is restored',
    because: 'the damaged file is kept aside; what is restored verifies; runs that the backup lacks are named',
  },
  {
    ...unchanged,
    name: 'restore-killed',
    does: 'SIGKILL at each step of a restore',
    because: 'the old database is there or the restored one, whole, and never none',
  },
  { ...refused, name: 'restore-of-a-wrong-file', does: 'a text, a folder, a damaged backup or another program’s database is restored' },
  {
    ...refused,
    name: 'restore-beside-a-night',
    does: 'a restore begins while a night is running',
    because: 'the night holds the data folder',
  },
]
