/** Reads the text of one place where a system keeps its forward proxy. */
import { parseGnomeProxy } from './gnomeProxy.ts';
import { parseKdeProxy } from './kdeProxy.ts';
import { parseLoginProxy } from './loginProxy.ts';
import { parseMacosProxy } from './macosProxy.ts';
import type { SystemProxy, SystemProxySource } from './systemProxy.ts';
import { parseWindowsProxy } from './windowsProxy.ts';

const PARSERS: Readonly<Record<Exclude<SystemProxySource, 'vscode'>, (text: string) => SystemProxy | null>> = {
  windows: parseWindowsProxy,
  macos: parseMacosProxy,
  gnome: parseGnomeProxy,
  kde: parseKdeProxy,
  login: parseLoginProxy,
};

/** Returns null where no forward proxy is set there, or nothing can be read. Total and linear. */
export function parseSystemProxy(source: keyof typeof PARSERS, text: string): SystemProxy | null {
  return PARSERS[source](text);
}
