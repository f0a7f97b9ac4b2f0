import type { SitePlan } from './plan.ts'
import { development } from './sites/development.ts'
import { mingchuan } from './sites/mingchuan.ts'
import { wanghe } from './sites/wanghe.ts'

/** The province, cities first. */
export const SITES: readonly SitePlan[] = [mingchuan, wanghe, development]
