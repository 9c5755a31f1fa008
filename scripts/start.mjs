// `npm start`: makes a fresh clone ready to run, then becomes `turnaway start` in this same process.
import { prepare, root } from './prepare.mjs';

prepare();
const main = `${root}apps/cli/dist/main.js`;
process.argv = [process.execPath, main, 'start', ...process.argv.slice(2)];
await import(new URL('../apps/cli/dist/main.js', import.meta.url).href);
