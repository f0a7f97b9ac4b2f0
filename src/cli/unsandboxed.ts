import type { Unsandboxed } from '../crawl/launch-browser.ts'

/** What an official reads where the browser draws strangers’ pages without its sandbox, and what can be done. */
export const UNSANDBOXED: Readonly<Record<Unsandboxed, { readonly says: string; readonly fix: string }>> = {
  root: {
    says: '未启用：以 root 身份运行时，浏览器不能启用沙箱，网页中的恶意代码一旦攻破浏览器，即可控制本机',
    fix: '用专门的普通用户运行 govsite',
  },
  unsupported: {
    says: '未启用：本机系统不支持浏览器沙箱，网页中的恶意代码一旦攻破浏览器，即可取得运行 govsite 的用户的权限',
    fix: '安装 chromium-sandbox，或允许普通用户建立命名空间（sysctl kernel.unprivileged_userns_clone、user.max_user_namespaces）',
  },
}
