/** The ids of commands, views and VS Code's own commands that we call. */
export const COMMANDS = {
  diagnose: 'goProxy.diagnose',
  menu: 'goProxy.menu',
  showLog: 'goProxy.showLog',
} as const;

export const EXTENSION_ID = 'go-proxy-doctor.go-proxy-doctor';
