import type { BundleFlaw, Flaw } from '../bag/flaw.ts'

const BAD_NAME = '包内文件名不安全'
const SAYS: Readonly<Record<Flaw, string>> = {
  'no-zip': '这不是证据包：不是 zip 文件',
  'truncated': '文件不完整：zip 的结尾缺失或者后面多出内容，请重新复制或者下载',
  'damaged': '文件已损坏：zip 的目录无法读取',
  'disagrees': 'zip 的目录与文件头互相矛盾',
  'overlap': 'zip 内的文件互相重叠',
  'between': 'zip 中夹带了不属于任何文件的内容（文件之前、之间、之后的字节或者注释）',
  'encrypted': '包内有加密文件',
  'method': '包内文件使用了不认识的压缩方式',
  'special': '包内有链接或者其他特殊文件',
  'name-climbs': `${BAD_NAME}（含有“..”）`,
  'name-absolute': `${BAD_NAME}（绝对路径）`,
  'name-drive': `${BAD_NAME}（含有盘符或者冒号）`,
  'name-backslash': `${BAD_NAME}（含有反斜杠）`,
  'name-nul': `${BAD_NAME}（含有空字符）`,
  'name-broken': `${BAD_NAME}（无法确定其含义）`,
  'name-duplicate': '包内文件重名',
  'too-many': '包内文件数量超出上限',
  'too-large': '解压后的大小超出上限',
  'too-dense': '压缩比异常，疑似压缩炸弹',
  'many-folders': '包内文件不在同一文件夹下',
  'no-bag': '这不是证据包：没有 bagit.txt',
  'no-profile': '这不是本程序导出的证据包',
  'newer': '证据包由更新版本的程序导出，请使用包内自带的 verify.html 核验',
}

/** Why the file was not looked into, in one Chinese sentence. */
export function sayFlaw({ flaw, entry }: BundleFlaw): string {
  return entry === undefined ? `${SAYS[flaw]}。` : `${SAYS[flaw]}：${entry}`
}
