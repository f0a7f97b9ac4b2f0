import type { ColumnKind, OwnerKind } from '../model/site.ts'
import type { Headings } from './heading.ts'

export type SiteField =
  | 'code'
  | 'name'
  | 'kind'
  | 'owner'
  | 'home'
  | 'columns'
  | 'board'
  | 'annual_form'
  | 'rate'
  | 'authorised'
  | 'confidence'

/** Headings of a registry, in English and in Chinese. */
export const SITE_HEADINGS: Headings<SiteField> = {
  code: ['code', 'site_code', '网站标识码', '标识码', '政府网站标识码'],
  name: ['name', '网站名称', '名称', '站点名称', '政府网站名称'],
  kind: ['kind', '类别', '主办单位类别', '单位类别', '网站类别'],
  owner: ['owner', '主办单位', '主办单位名称'],
  home: ['home', '首页网址', '网址', '首页地址', '首页', '网站地址', 'url'],
  columns: ['columns', '栏目'],
  board: ['board', '留言板', '留言板网址'],
  annual_form: ['annual_form', '年度报表', '年度报表网址'],
  rate: ['rate', '每秒请求数'],
  authorised: ['authorised', 'authorized', '已授权', '是否授权'],
  confidence: ['confidence', '可信度'],
}

export const REQUIRED_FIELDS: readonly SiteField[] = ['code', 'name', 'kind', 'home']

export const OWNER_WORDS: Readonly<Record<string, OwnerKind>> = {
  ...spell('city', ['city', '市', '市州', '市(州)', '市、州', '州', '市级', '地级市', '市州政府']),
  ...spell('department', ['department', '部门', '省直部门', '省级部门', '省政府部门', '省直', '厅局', '委办厅局']),
  ...spell('county', ['county', '县', '区', '县区', '区县', '县市区', '县(市、区)', '县(区)', '县级']),
}

export const COLUMN_WORDS: Readonly<Record<string, ColumnKind>> = {
  ...spell('news', ['news', '动态要闻', '动态', '要闻', '政务动态']),
  ...spell('notice', ['notice', '通知公告', '公告', '通知']),
  ...spell('policy', ['policy', '政策文件', '政策']),
  ...spell('personnel', ['personnel', '人事', '人事信息']),
  ...spell('planning', ['planning', '规划计划', '规划', '计划']),
  ...spell('other', ['other', '其他', '其它']),
  ...spell('static', ['static', '静态', '无需更新']),
}

/** Words that say yes and no in the column `authorised`. */
export const YES: readonly string[] = ['yes', 'y', 'true', '1', '是', '已授权', '有']
export const NO: readonly string[] = ['no', 'n', 'false', '0', '否', '未授权', '无', '']

/** The owner runs no message board and need not. */
export const NO_BOARD: readonly string[] = ['none', '无', '没有']

export function foldWord(word: string): string {
  return word.normalize('NFKC').trim().toLowerCase()
}

function spell<Kind>(kind: Kind, words: readonly string[]): Record<string, Kind> {
  return Object.fromEntries(words.map((word) => [foldWord(word), kind]))
}
