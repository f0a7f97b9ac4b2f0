/** Full-width letters, digits and signs as their narrow twins, all dashes as `-`; same length, everything else untouched. */
export function narrow(text: string): string {
  if (!/[\uff01-\uff5e\u2010-\u2015\u2212\ufe63\u3000]/.test(text)) return text
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212\ufe63]/g, '-')
    .replace(/\u3000/g, ' ')
}
