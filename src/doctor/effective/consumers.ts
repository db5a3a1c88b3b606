/** Who sees which GOPROXY: the programs that read it, and by which way each of them comes to its value. */
import {
  type EditorLayers,
  type EditorSettingName,
  type EffectiveOrigin,
  type EffectiveValue,
  editorValues,
} from './editorSettings.ts';

/**
 * `go` the command as started from here · `terminal` a new terminal of VS Code in this folder · `old-terminal` one that
 * was open before · `task` · `go-extension` the tools that the Go extension starts · `gopls`.
 */
export type ConsumerName = 'go' | 'terminal' | 'old-terminal' | 'task' | 'go-extension' | 'gopls';

/**
 * Why it is not go's own value: the setting that gives it · `pinned` the Go extension keeps it since its start ·
 * `stale-pin` and it is not what go says by now · `started-before` what was in force when the terminal was opened.
 */
export type ConsumerNote = EditorSettingName | 'pinned' | 'stale-pin' | 'started-before';

export interface Consumer extends EffectiveValue {
  readonly name: ConsumerName;
  readonly note?: ConsumerNote;
}

export interface ConsumersInput extends EditorLayers {
  /** What go says of itself in the environment of the start. */
  readonly go: { readonly value: string; readonly origin: EffectiveOrigin };
  /** GOPROXY in the environment that the extensions share, where it was not there at the start; else null. */
  readonly pinned: string | null;
  /** Given where such a terminal is open: the GOPROXY that it was opened with, '' or null for none. */
  readonly oldTerminal?: { readonly value: string | null } | undefined;
}

type Seen = Omit<Consumer, 'name'>;

/** Returns a row a consumer. Pure; values are raw: redaction is the sink's. */
export function consumersOf(input: ConsumersInput): Consumer[] {
  const own: Seen = { value: input.go.value, origin: input.go.origin };
  const by = (name: EditorSettingName): Seen | null => {
    const [first] = editorValues(name, input);
    return first === undefined ? null : { ...first, note: name };
  };
  // An environment collection is applied after the setting (_setupEnvVariableInfo in VS Code's terminalProcessManager.ts;
  // read, not measured).
  const terminal = by('go.goproxy') ?? by('terminal.integrated.env') ?? own;
  // go.toolsEnvVars is laid over process.env (newEnvironment in vscode-go's goEnv.ts; read, not measured).
  const tools = by('go.toolsEnvVars') ?? pin(input) ?? own;
  // gopls lays build.env over the environment it was started with (read in gopls' settings, not measured).
  const gopls = by('gopls.build.env') ?? tools;
  return [
    { name: 'go', ...own },
    { name: 'terminal', ...terminal },
    ...(input.oldTerminal === undefined
      ? []
      : [{ name: 'old-terminal', ...old(input.oldTerminal.value, own) } as const]),
    { name: 'task', ...terminal },
    { name: 'go-extension', ...tools },
    { name: 'gopls', ...gopls },
  ];
}

function pin({ pinned, go }: ConsumersInput): Seen | null {
  if (pinned === null || pinned === '') return null;
  return { value: pinned, origin: 'go-extension', note: pinned === go.value ? 'pinned' : 'stale-pin' };
}

function old(value: string | null, own: Seen): Seen {
  return value === null || value === '' ? own : { value, origin: 'terminal', note: 'started-before' };
}
