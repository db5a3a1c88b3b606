/** What the mode `relay` needs: loaded when it is chosen. */
export { RelayFolder } from '../../relay/shared/relayFolder.ts';
export { SharedLists } from '../../relay/shared/sharedLists.ts';
export { RelayMode } from './relayMode.ts';
export { RelayProcess } from './relayProcess.ts';
