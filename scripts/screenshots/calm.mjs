// A window in which nothing draws the eye but what a picture is about.

export const calm = {
  settings: {
    'workbench.tips.enabled': false,
    'workbench.layoutControl.enabled': false,
    'workbench.activityBar.location': 'hidden',
    'workbench.navigationControl.enabled': false,
    'window.menuBarVisibility': 'hidden',
    'breadcrumbs.enabled': false,
    'files.associations': { 'go.mod': 'plaintext' }, // without the Go extension VS Code takes it for XML
    'editor.hover.above': false,
    'editor.renderLineHighlight': 'none',
    'editor.scrollbar.vertical': 'hidden',
    'editor.overviewRulerBorder': false,
    'editor.hideCursorInOverviewRuler': true,
    'editor.occurrencesHighlight': 'off',
    'terminal.integrated.shellIntegration.decorationsEnabled': 'gutter',
  },
  /** What no setting hides, VS Code's own items for ports and the keyboard, and a terminal's size; and hovers that are there at once. */
  style: `
    #status\\.forwardedPorts, #status\\.workbench\\.keyboardLayout, .terminal-resize-overlay { display: none !important; }
    .monaco-hover, .workbench-hover, .workbench-hover-container { animation: none !important; }`,
};
