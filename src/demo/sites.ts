import type { SitePlan } from './plan.ts'
import { baitang } from './sites/baitang.ts'
import { commerce } from './sites/commerce.ts'
import { culture } from './sites/culture.ts'
import { development } from './sites/development.ts'
import { education } from './sites/education.ts'
import { finance } from './sites/finance.ts'
import { liuquan } from './sites/liuquan.ts'
import { market } from './sites/market.ts'
import { mingchuan } from './sites/mingchuan.ts'
import { qingyu } from './sites/qingyu.ts'
import { shazhou } from './sites/shazhou.ts'
import { shidu } from './sites/shidu.ts'
import { sports } from './sites/sports.ts'
import { wanghe } from './sites/wanghe.ts'
import { water } from './sites/water.ts'
import { yunlu } from './sites/yunlu.ts'

/** The province: cities first, then departments. */
export const SITES: readonly SitePlan[] = [
  mingchuan,
  wanghe,
  liuquan,
  qingyu,
  shidu,
  yunlu,
  shazhou,
  baitang,
  development,
  finance,
  education,
  water,
  commerce,
  sports,
  culture,
  market,
]
