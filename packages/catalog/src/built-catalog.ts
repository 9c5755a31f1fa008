import { reasonsJson, systemNames, systemsJson } from './generated/catalog.js';
import { openCatalog } from './open-catalog.js';

/**
 * The catalog over what the build checked and wrote, so that nothing has to be checked again here. A system's
 * codes are parsed when they are first asked for: who reads the logs of one system pays for one.
 */
export const builtCatalog = openCatalog({
  reasons: JSON.parse(reasonsJson),
  systems: Object.keys(systemsJson),
  names: systemNames,
  readSystem: (system) => JSON.parse(systemsJson[system] ?? 'null'),
});
