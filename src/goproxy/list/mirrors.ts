/** The public mirrors, as data (go-command.md §9, autumn 2026). Go's own is not here: it is read from the toolchain. */
import { parseGoUrl } from '../golang/goUrl.ts';

export interface Mirror {
  /** A short name that a user may type; unique. */
  readonly name: string;
  readonly url: string;
  /** Whether it passes on the checksum database. */
  readonly sumdb: 'yes' | 'no' | 'unknown';
  /**
   * `fit`: may be offered. `degraded`: long-standing faults. `unverified`: known by hearsay. `bypass-advised`: its own
   * instructions turn verification off. `gone`: named in old instructions, no longer there.
   */
  readonly note: 'fit' | 'degraded' | 'unverified' | 'bypass-advised' | 'gone';
}

export const MIRRORS: readonly Mirror[] = [
  { name: 'goproxy.cn', url: 'https://goproxy.cn', sumdb: 'yes', note: 'fit' },
  { name: 'aliyun', url: 'https://mirrors.aliyun.com/goproxy/', sumdb: 'no', note: 'fit' },
  { name: 'tencent', url: 'https://mirrors.tencent.com/go/', sumdb: 'unknown', note: 'fit' },
  { name: 'tencent-cloud', url: 'https://mirrors.cloud.tencent.com/go/', sumdb: 'unknown', note: 'fit' },
  { name: 'huawei', url: 'https://repo.huaweicloud.com/repository/goproxy/', sumdb: 'no', note: 'bypass-advised' },
  {
    name: 'huawei-mirrors',
    url: 'https://mirrors.huaweicloud.com/repository/goproxy/',
    sumdb: 'no',
    note: 'bypass-advised',
  },
  { name: 'baidu', url: 'https://goproxy.bj.bcebos.com/', sumdb: 'unknown', note: 'unverified' },
  { name: 'nju', url: 'https://repo.nju.edu.cn/go/', sumdb: 'unknown', note: 'unverified' },
  { name: 'goproxy.io', url: 'https://goproxy.io', sumdb: 'yes', note: 'degraded' },
  { name: 'golang.com.cn', url: 'https://proxy.golang.com.cn', sumdb: 'unknown', note: 'unverified' },
  { name: 'athens', url: 'https://athens.azurefd.net', sumdb: 'yes', note: 'gone' },
  { name: 'gocenter', url: 'https://gocenter.io', sumdb: 'no', note: 'gone' },
  { name: 'goproxy.baidu.com', url: 'https://goproxy.baidu.com', sumdb: 'unknown', note: 'gone' },
];

/**
 * Reports whether `url` is one of MIRRORS or of the further URLs in `known` (the toolchain's own default, the user's
 * public ones), or lies below one: the same host and port, and its path first. Whatever else there is counts as private.
 */
export function isPublicMirror(url: string, known: readonly string[]): boolean {
  const place = placeOf(url);
  if (place === null) return false;
  return [...MIRRORS.map((mirror) => mirror.url), ...known].some((other) => {
    const base = placeOf(other);
    return base !== null && place.startsWith(base);
  });
}

/** `host/path/` in lower-case host and without a default port; null for what is no http(s) URL with a host. */
function placeOf(url: string): string | null {
  const parsed = parseGoUrl(url);
  if (parsed === null || parsed.host === '' || (parsed.scheme !== 'http' && parsed.scheme !== 'https')) return null;
  const host = parsed.host.toLowerCase().replace(parsed.scheme === 'https' ? /:(?:443)?$/ : /:(?:80)?$/, '');
  return `${host}${parsed.path.replace(/\/*$/, '')}/`;
}
