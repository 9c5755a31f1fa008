import { alertTables } from './alert-tables';
import { installTables } from './install-tables';
import type { Tables } from './row';
import { signInTables } from './sign-in-tables';

/** Every table of the dashboard, by the name of its file. */
export const downloadTables: Tables = { ...signInTables, ...installTables, ...alertTables };
