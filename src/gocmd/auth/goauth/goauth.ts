/** GOAUTH: which commands give go its credentials (runGoAuth in cmd/go/internal/auth/auth.go; since 1.24). */
import path from 'node:path';
import { failure, type Result, success } from '../../../base/result.ts';
import { goFields } from '../goFields.ts';
import { quotedWords } from './quotedWords.ts';

export type GoauthCommand =
  | { readonly kind: 'netrc' }
  | { readonly kind: 'git'; readonly folder: string }
  /** `words` is null where a quote has no end: go cannot start it, and goes on without. */
  | { readonly kind: 'command'; readonly words: readonly string[] | null };

/**
 * Why go ends at its first https request, whatever else is set. `empty-command`: “GOAUTH encountered an empty command” ·
 * `off-combined`: “GOAUTH=off cannot be combined with other authentication commands” · `git-no-folder`: “GOAUTH=git dir method
 * requires an absolute path to the git working directory” · `git-relative`: “…, dir is not absolute” · `git-no-directory`: “…, dir
 * is not a directory”, or “cannot stat”.
 */
export type GoauthFault = 'empty-command' | 'off-combined' | 'git-no-folder' | 'git-relative' | 'git-no-directory';

/**
 * Returns the commands in the order written, the first being the strongest; none for `off`. An empty value is go's default,
 * `netrc`. Of several faults the last one is told, as go goes from the end. Whether the folder of `git` is there is not looked at.
 */
export function parseGoauth(value: string, platform: NodeJS.Platform): Result<readonly GoauthCommand[], GoauthFault> {
  if (value === '') return success([{ kind: 'netrc' }]);
  const parts = value.split(';');
  const commands: GoauthCommand[] = [];
  for (const part of parts.reverse()) {
    const [name, ...rest] = goFields(part);
    if (name === undefined) return failure('empty-command');
    if (name === 'off') {
      if (parts.length > 1) return failure('off-combined');
    } else if (name === 'netrc') {
      commands.unshift({ kind: 'netrc' });
    } else if (name === 'git') {
      const [folder] = rest;
      if (folder === undefined || rest.length > 1) return failure('git-no-folder');
      if (!(platform === 'win32' ? path.win32 : path.posix).isAbsolute(folder)) return failure('git-relative');
      commands.unshift({ kind: 'git', folder });
    } else {
      commands.unshift({ kind: 'command', words: quotedWords(part) });
    }
  }
  return success(commands);
}
