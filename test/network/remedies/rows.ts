/** The table: every code with what ends it, or why nothing we can do does. */

import type { Row } from './row.ts';
import { CONTENT_ROWS } from './rows/content.ts';
import { LOOKED_ROWS } from './rows/looked.ts';
import { NETWORK_ROWS } from './rows/network.ts';
import { SETTINGS_ROWS } from './rows/settings.ts';

export const ROWS: readonly Row[] = [...NETWORK_ROWS, ...CONTENT_ROWS, ...SETTINGS_ROWS, ...LOOKED_ROWS];
