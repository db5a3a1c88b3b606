// The user settings of the VS Code under test: nothing pops up, nothing asks the network, nothing moves.
import type { HostVersion } from './hostInstall.ts';
import type { HostTheme } from './vsCodeServer.ts';

/** The names by which each version knows its own default themes; a name of another version would be migrated at start. */
const themes: Record<HostVersion, Record<HostTheme, string>> = {
  floor: { light: 'Default Light Modern', dark: 'Default Dark Modern' },
  newest: { light: 'Light Modern', dark: 'Dark Modern' },
};

/**
 * User settings under which the window shows only what the extension under test puts there.
 *
 * Keys that a version does not know are ignored by it, so that one table serves every version.
 */
export function quietSettings(version: HostVersion, theme: HostTheme): Record<string, unknown> {
  return {
    'workbench.colorTheme': themes[version][theme],
    'window.autoDetectColorScheme': false,
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.reduceMotion': 'on',
    'workbench.enableExperiments': false,
    'workbench.hover.delay': 0,
    'workbench.settings.enableNaturalLanguageSearch': false,
    'chat.disableAIFeatures': true,
    'chat.commandCenter.enabled': false,
    'editor.cursorBlinking': 'solid',
    'editor.minimap.enabled': false,
    'terminal.integrated.gpuAcceleration': 'off', // a canvas is painted late, or never, in a window without a screen
    'terminal.integrated.cursorBlinking': false,
    'terminal.integrated.initialHint': false,
    'terminal.integrated.enablePersistentSessions': false,
    'telemetry.telemetryLevel': 'off',
    'extensions.ignoreRecommendations': true,
    'update.mode': 'none',
    'git.autofetch': false,
    'git.openRepositoryInParentFolders': 'never',
    // Polling /proc for ports to forward costs about 2 % of a core and would spoil every measurement of idle CPU.
    'remote.autoForwardPorts': false,
    'remote.autoForwardPortsSource': 'output',
  };
}
