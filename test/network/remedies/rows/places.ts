/** Hosts, modules and commands that most rows are about. */
import { below, healthy } from '../../../../scripts/record/behaviours.ts';
import type { Behaviour } from '../../../../scripts/record/scenario.ts';

export const WIDGETS = 'github.com/acme/widgets';
export const DOWNLOAD = ['mod', 'download', `${WIDGETS}@v1.2.0`];
export const PRIVATE = 'github.com/acme/private';
export const DOWNLOAD_PRIVATE = ['mod', 'download', `${PRIVATE}@v1.0.0`];

/** Hosts, and the entries that lead to them. The first three are public. */
export const CN = 'goproxy.cn';
export const IO = 'goproxy.io';
export const ALIYUN = 'mirrors.aliyun.com';
export const CORP = 'goproxy.corp.example';
export const SPARE = 'spare.corp.example';
export const CN_URL = 'https://goproxy.cn';
export const IO_URL = 'https://goproxy.io';
export const ALIYUN_URL = 'https://mirrors.aliyun.com/goproxy/';
export const CORP_URL = 'https://goproxy.corp.example';
export const SPARE_URL = 'https://spare.corp.example';

/** The public mirror that is offered where goproxy.cn is in the list already. */
export const aliyun: Readonly<Record<string, Behaviour>> = { [ALIYUN]: below('/goproxy', healthy) };

/** `behaviour` for who brings the credentials dev:secret, 401 for all others. */
export function guarded(behaviour: Behaviour): Behaviour {
  const wanted = `Basic ${Buffer.from('dev:secret').toString('base64')}`;
  return (ask) => {
    if (ask.request.headers.authorization === wanted) return behaviour(ask);
    return { status: 401, headers: { 'www-authenticate': 'Basic realm="Corp"' }, body: Buffer.alloc(0) };
  };
}
