/** The ids of commands, views and VS Code's own commands that we call. */
export const COMMANDS = {
  diagnose: 'goProxy.diagnose',
  diagnoseText: 'goProxy.diagnoseText',
  menu: 'goProxy.menu',
  switch: 'goProxy.switch',
  undo: 'goProxy.undo',
  traceModule: 'goProxy.traceModule',
  rerun: 'goProxy.rerun',
  environment: 'goProxy.environment',
  showLog: 'goProxy.showLog',
} as const;

/** Not in the palette: they take what only we hold. */
export const INTERNAL_COMMANDS = {
  applyRemedy: 'goProxy.internal.applyRemedy',
} as const;

export const EXTENSION_ID = 'go-proxy-doctor.go-proxy-doctor';
