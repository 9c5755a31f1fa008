import { adFs } from './ad-fs.js';
import { adAuditPlus } from './adauditplus.js';
import { asana } from './asana.js';
import { atlassian } from './atlassian.js';
import { auth0 } from './auth0.js';
import { beyondtrust } from './beyondtrust.js';
import { bitwarden } from './bitwarden.js';
import { box } from './box.js';
import { cef } from './cef.js';
import { crowdstrike } from './crowdstrike.js';
import { cyberark } from './cyberark.js';
import { defender } from './defender.js';
import { delinea } from './delinea.js';
import { dropbox } from './dropbox.js';
import { ecs } from './ecs.js';
import { elasticsearch } from './elasticsearch.js';
import { entra } from './entra.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { keeper } from './keeper.js';
import { lastpass } from './lastpass.js';
import { linux } from './linux.js';
import { lockself } from './lockself.js';
import { mattermost } from './mattermost.js';
import { mongodb } from './mongodb.js';
import { nextcloud } from './nextcloud.js';
import { notion } from './notion.js';
import { nps } from './nps.js';
import { o365 } from './o365.js';
import { oauth } from './oauth.js';
import { ocsf } from './ocsf.js';
import { okta } from './okta.js';
import { onePassword } from './onepassword.js';
import { panther } from './panther.js';
import type { SystemParser } from './parser.js';
import { salesforce } from './salesforce.js';
import { saml } from './saml.js';
import { slack } from './slack.js';
import { snowflake } from './snowflake.js';
import { teleport } from './teleport.js';
import { vault } from './vault.js';
import { vsphere } from './vsphere.js';
import { windows } from './windows.js';
import { wiz } from './wiz.js';
import { zoom } from './zoom.js';

/** In the order of detection: the most particular shapes first, since `oauth` asks for two fields alone. */
export const parsers: readonly SystemParser[] = [
  entra,
  o365,
  adFs,
  windows,
  defender,
  adAuditPlus,
  okta,
  auth0,
  defender,
  o365,
  nps,
  adFs,
  windows,
  adAuditPlus,
  salesforce,
  snowflake,
  github,
  gitlab,
  slack,
  zoom,
  box,
  atlassian,
  onePassword,
  bitwarden,
  lastpass,
  keeper,
  notion,
  mattermost,
  nextcloud,
  asana,
  lockself,
  wiz,
  panther,
  dropbox,
  delinea,
  crowdstrike,
  beyondtrust,
  teleport,
  vault,
  cyberark,
  vsphere,
  elasticsearch,
  mongodb,
  linux,
  ecs,
  ocsf,
  saml,
  cef,
  oauth,
];
