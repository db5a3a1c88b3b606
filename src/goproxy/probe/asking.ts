/** What asks entries and hosts. It is most of the code that a process needs, and is loaded when the first question comes. */
export { createNetwork } from '../../net/network.ts';
export { askDirect } from './direct.ts';
export { askEntry } from './entryClient.ts';
