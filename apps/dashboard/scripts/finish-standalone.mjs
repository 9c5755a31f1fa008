// Next leaves these out of the standalone folder because a CDN may serve them; here the same server does.
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const app = join(import.meta.dirname, '..');
const standalone = join(app, '.next', 'standalone', 'apps', 'dashboard');

cpSync(join(app, '.next', 'static'), join(standalone, '.next', 'static'), { recursive: true });
if (existsSync(join(app, 'public'))) {
  cpSync(join(app, 'public'), join(standalone, 'public'), { recursive: true });
}
