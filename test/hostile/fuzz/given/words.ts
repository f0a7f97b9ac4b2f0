import fc from 'fast-check'

/** Digits as a Chinese keyboard writes them. */
export function wide(text: string): string {
  return text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
}

const two = (number: number) => String(number).padStart(2, '0')

const SPELLINGS: readonly ((year: number, month: number, day: number) => string)[] = [
  (y, m, d) => `${y}-${two(m)}-${two(d)}`,
  (y, m, d) => `${y}/${m}/${d}`,
  (y, m, d) => `${y}.${two(m)}.${two(d)}`,
  (y, m, d) => `${y}年${m}月${d}日`,
  (y, m, d) => `${y} 年 ${two(m)} 月 ${two(d)} 日`,
  (y, m, d) => `${y}-${two(m)}-${two(d)} 10:49:00`,
  (y, m, d) => `${y}-${two(m)}-${two(d)}-23:59:59`,
  (y, m, d) => `[${y}-${two(m)}-${two(d)}]`,
  (y, m, d) => `（${y}-${m}-${d}）`,
  (y, m, d) => `${y}${two(m)}${two(d)}`,
  (y, m, d) => wide(`${y}-${two(m)}-${two(d)}`),
  (y, m, d) => `${wide(String(y))}年${wide(String(m))}月${wide(String(d))}日`,
  (y, m, d) => `${y}–${two(m)}—${two(d)}`,
  (_, m, d) => `[${two(m)}-${two(d)}]`,
  (_, m, d) => `${two(m)}-${two(d)} 10:20`,
  (y, m, d) => `<b>${two(d)}</b><i>${y}-${two(m)}</i>`,
  (y, m) => `${y}年${m}月`,
  (y, m, d) => `${y}&#45;${two(m)}&#x2d;${two(d)}`,
  (y, m, d) => `<script>document.write("${y}-${two(m)}-${two(d)} 10:00".substring(0,10))</script>`,
]

/** Days in all spellings, those among them that no calendar has. */
export const date: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...SPELLINGS), fc.integer({ min: 1985, max: 2105 }), fc.nat(14), fc.nat(33))
  .map(([spell, year, month, day]) => spell(year, month, day))

/** Days without markup. */
export const plainDate: fc.Arbitrary<string> = date.map((text) => text.replace(/<[^>]*>/g, ' '))

/** Numbers as people and programs write them, and as nobody should. */
export const number: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.nat(99_999).map(String) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['0', '00', '007', '1,234', '1，234', '12,34,56', '3.14', '.5', '5.', '-5', '+7', '1e9', '1E400', '0x10', 'NaN', 'Infinity', '-0'],
      ...[
        '9'.repeat(12),
        '9'.repeat(13),
        '9'.repeat(40),
        '12万',
        '3.5亿',
        '99.9%',
        '150%',
        '0.5％',
        '１２３',
        '１．５',
        '٣٤',
        '一百',
        '--',
        '',
        '∞',
      ],
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(999), fc.constantFrom('件', '条', '万件', '个工作日', '小时', '%', '次', '余件'))
      .map((parts) => parts.join('')),
  },
)

export const title: fc.Arbitrary<string> = fc.constantFrom(
  ...[
    '关于印发2026年度工作要点的通知',
    '通知公告',
    '政府文件',
    '市政府召开常务会议',
    '更多>>',
    '首页',
    '【置顶】停水公告',
    '[已回复] 关于供热的咨询',
  ],
  ...[
    '2025年政府网站工作年度报表',
    '网站年报',
    '来信选登',
    '关于学校门口交通的来信',
    '对第404号提案的答复',
    '404 - 页面不存在',
    '标题&amp;标题',
    '&#xd800;&#56320;',
  ],
  ...[
    '省长信箱',
    '互动交流',
    '政策解读',
    '相关解读：图解',
    '上一篇：某某通知',
    '人事任免',
    '规划计划',
    '𠮷野家𠮷'.repeat(80),
    '长'.repeat(501),
    '…',
    '\u202e倒置',
    '',
  ],
)

export const label: fc.Arbitrary<string> = fc.constantFrom(
  ...[
    '发布时间：',
    '发布日期:',
    '来源：',
    '信息来源：省政府办公厅',
    '作者：',
    '浏览次数：',
    '成文日期',
    '截至',
    '今天是',
    '更新时间：',
    '时间：',
    '来信时间：',
  ],
  ...[
    '答复时间：',
    '受理单位：',
    '状态：',
    '已办结',
    '未回复',
    '正在办理',
    '编号：',
    '来信内容：',
    '答复内容：',
    '诉求类型：',
    '咨询',
    '来信总数',
    '办结总数',
    '办结率',
    '平均办结时间',
  ],
  ...[
    '受理总数',
    '待办总数',
    '超时未办数',
    '合计',
    '小计',
    '单位名称',
    '网站名称',
    '首页网址',
    '网站标识码',
    '独立用户访问总量（单位：个）',
    '网站总访问量',
    '信息发布总数',
    '解读信息发布',
  ],
  ...[
    '总数',
    '填报日期',
    '填报单位',
    '标识码：6200000099',
    '陇ICP备05000001号-1',
    '甘公网安备 62010202000001号',
    '栏目正在建设中',
    '全部办结',
    '二〇二五年',
    '2026年1-6月',
    '第三季度',
  ],
)

/** Short text of any characters, those included that have no business in a page. */
export const odd: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    '\0',
    '\ufeff',
    '\u2028',
    '\ud800',
    '\udc00',
    '\u3000',
    '\u200b',
    '\ufffc',
    '\ufdd0',
    '&',
    '&#0;',
    '&#x110000;',
    '&nbsp;',
    '&notit;',
    '<',
    '>',
    '"',
    "'",
    '`',
    '=',
    '/',
    '\\',
    '\r\n',
  ),
)
