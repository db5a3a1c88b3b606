/** The model of the `env` command and of the editor's map, in the shape that contracts.md promises. */
import type { GoEnvironment } from '../../gocmd/env/goEnvironment.ts';
import { type Consumer, consumersOf } from './consumers.ts';
import { EDITOR_SETTINGS, type EditorLayers, type EffectiveOrigin, editorValues } from './editorSettings.ts';

export interface EffectiveSetting {
  readonly name: string;
  readonly value: string;
  readonly origin: EffectiveOrigin;
  readonly masked: readonly { readonly origin: EffectiveOrigin; readonly value: string }[];
}

/** A settings.json that was read because no editor could be asked. */
export interface SettingsSource {
  /** Null where there is none. */
  readonly file: string | null;
  /** It is not JSON throughout: VS Code may read it otherwise. */
  readonly isBroken: boolean;
}

/** The workspace's go.goproxy where it is not the user's own list. */
export interface Drift {
  readonly workspace: string;
  /** go's own; '' where it could not be found out. */
  readonly own: string;
  readonly origin: EffectiveOrigin;
  /** False in an untrusted workspace. */
  readonly isObeyed: boolean;
}

export interface EnvironmentReport {
  /** Those of go, then those of VS Code that are set. */
  readonly settings: readonly EffectiveSetting[];
  /** Who reads GOPROXY, and what each of them sees. */
  readonly consumers: readonly Consumer[];
  readonly drift: Drift | null;
  /** Null where VS Code itself told its settings. */
  readonly source: SettingsSource | null;
}

export interface EditorView extends EditorLayers {
  readonly pinned: string | null;
  readonly oldTerminal?: { readonly value: string | null } | undefined;
  readonly source: SettingsSource | null;
}

/** Of GOPROXY value, origin and what is masked stay go's own, whatever VS Code's settings say. Values are raw: redaction is the sink's. */
export function environmentReport(environment: GoEnvironment, view: EditorView): EnvironmentReport {
  const goproxy = environment.settings.find(({ name }) => name === 'GOPROXY');
  const go = { value: goproxy?.value ?? '', origin: goproxy?.origin ?? 'unknown' };
  return {
    settings: [...environment.settings, ...editorSettings(view)],
    consumers: consumersOf({ ...view, go }),
    drift: driftOf(view, go),
    source: view.source,
  };
}

function editorSettings(view: EditorView): EffectiveSetting[] {
  return EDITOR_SETTINGS.flatMap((name) => {
    const [first, ...others] = editorValues(name, view);
    if (first === undefined) return [];
    const masked = others.filter(({ value }) => value !== first.value);
    return [{ name: name === 'go.goproxy' ? name : `${name}.GOPROXY`, ...first, masked }];
  });
}

function driftOf({ workspace, trusted }: EditorView, go: { value: string; origin: EffectiveOrigin }): Drift | null {
  const list = workspace.goproxy.trim();
  if (list === '' || list === go.value) return null;
  return { workspace: list, own: go.value, origin: go.origin, isObeyed: trusted };
}
