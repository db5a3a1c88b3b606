/** The log port on VS Code's log channel, whose level is the user's. Redaction is the last step, here. */
import type * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import { redact } from '../../base/redact.ts';

export function channelLog(channel: vscode.LogOutputChannel): Log {
  return {
    write(level, topic, message) {
      channel[level](redact(`[${topic}] ${message}`));
    },
  };
}
