/** `proxy-for` for people: a URL, and in a sentence how go would reach it. */
import * as l10n from '@vscode/l10n';
import type { ForwardProxyDecision, ForwardProxyRules } from '../../../net/forwardProxy/forwardProxy.ts';
import { inert } from '../../inert.ts';

interface UrlDecision extends ForwardProxyDecision {
  readonly url: string;
}

export const proxyForText = {
  help: () => l10n.t('say whether go would use a forward proxy (HTTP_PROXY and its family) for a URL, and why'),
  notAUrl: (text: string) =>
    l10n.t('“{0}” is not a URL that go could ask: write one whole, for example https://goproxy.cn.', inert(text, 80)),

  /** `letterCase`: which spelling counts, where both are set and differ. */
  decisions(decisions: readonly UrlDecision[], letterCase: ForwardProxyRules | null): string {
    const lines = decisions.flatMap((decision) => [inert(decision.url), `  ${sentence(decision)}`]);
    if (letterCase !== null) lines.push('', letterCaseSentence(letterCase));
    return `${lines.join('\n')}\n`;
  },
};

function sentence({ url, proxy, reason, variable }: UrlDecision): string {
  const name = inert(variable ?? '', 60);
  switch (reason) {
    case 'HTTP_PROXY':
    case 'HTTPS_PROXY':
      return l10n.t('through {0}: {1} says so', inert(proxy ?? ''), name);
    case 'NO_PROXY':
      return l10n.t('directly: {0} covers its host', name);
    case 'loopback':
      return l10n.t('directly: go uses no forward proxy for localhost and loopback addresses, whatever is set');
    case 'REQUEST_METHOD':
      return l10n.t('not at all: REQUEST_METHOD is set (as under CGI), and there go refuses to use HTTP_PROXY');
    case 'invalid':
      return l10n.t('directly: go cannot read the value of {0}, and ignores it without a word', name);
    case 'none':
      return unsetSentence(url);
  }
}

function unsetSentence(url: string): string {
  if (/^https:/i.test(url)) {
    return l10n.t('directly: HTTPS_PROXY is not set (HTTP_PROXY and ALL_PROXY do not count for https)');
  }
  if (/^http:/i.test(url)) {
    return l10n.t('directly: HTTP_PROXY is not set (HTTPS_PROXY and ALL_PROXY do not count for http)');
  }
  return l10n.t('directly: go uses a forward proxy for http and https only');
}

function letterCaseSentence({ lowerFirst }: ForwardProxyRules): string {
  return lowerFirst
    ? l10n.t('A variable is set in both spellings, with different values: this go takes the lower-case one.')
    : l10n.t('A variable is set in both spellings, with different values: this go takes the upper-case one.');
}
