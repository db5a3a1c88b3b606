/** The forward proxy in VS Code's `http.proxy`: the editor's own requests take it, and so do few of the programs it starts. */
import { proxyValue, type SystemProxy, withAnyProxy } from './systemProxy.ts';

/** `noProxy`: the setting `http.noProxy`. */
export function editorProxy(proxy: string, noProxy: readonly string[]): SystemProxy | null {
  const value = proxyValue('http', proxy);
  return withAnyProxy({ source: 'vscode', http: value, https: value, script: null, exceptions: noProxy });
}
