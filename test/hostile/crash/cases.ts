import type { HostileCase } from '../hostile-case.ts'
import { BACKUP_CASES } from './backup-cases.ts'
import { CLOCK_CASES } from './clock-cases.ts'
import { DAMAGE_CASES } from './damage-cases.ts'
import { DISK_CASES } from './disk-cases.ts'
import { KILL_CASES } from './kill-cases.ts'
import { LOCK_CASES } from './lock-cases.ts'
import { TAMPER_CASES } from './tamper-cases.ts'

export const CRASH_CASES: readonly HostileCase[] = [
  ...KILL_CASES,
  ...DISK_CASES,
  ...LOCK_CASES,
  ...CLOCK_CASES,
  ...DAMAGE_CASES,
  ...BACKUP_CASES,
  ...TAMPER_CASES,
]
