import type { Group } from '../target.ts'
import { ANSWER_GROUPS } from './answers.ts'
import { ARCHIVE_GROUPS } from './archives.ts'
import { BUNDLE_GROUPS } from './bundle.ts'
import { CONFIG_GROUPS } from './config.ts'
import { NETWORK_GROUPS } from './network.ts'
import { REGISTRY_GROUPS } from './registry.ts'
import { SEAL_GROUPS } from './seals.ts'
import { STORED_GROUPS } from './stored.ts'
import { WORD_GROUPS } from './words.ts'

/** Targets of every other room that reads bytes or texts from outside. */
export const READER_GROUPS: readonly Group[] = [
  ...ANSWER_GROUPS,
  ...NETWORK_GROUPS,
  ...STORED_GROUPS,
  ...CONFIG_GROUPS,
  ...REGISTRY_GROUPS,
  ...WORD_GROUPS,
  ...BUNDLE_GROUPS,
  ...ARCHIVE_GROUPS,
  ...SEAL_GROUPS,
]
