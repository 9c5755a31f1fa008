import { adFs } from './ad-fs.js';
import { adAuditPlus } from './adauditplus.js';
import { asana } from './asana.js';
import { atlassian } from './atlassian.js';
import { auth0 } from './auth0.js';
import { authelia } from './authelia.js';
import { authentik } from './authentik.js';
import { aws } from './aws.js';
import { beyondtrust } from './beyondtrust.js';
import { bitwarden } from './bitwarden.js';
import { box } from './box.js';
import { cef } from './cef.js';
import { checkpoint } from './checkpoint.js';
import { ciscoAsa } from './cisco-asa.js';
import { ciscoIos } from './cisco-ios.js';
import { ciscoIse } from './cisco-ise.js';
import { citrixAdc } from './citrix-adc.js';
import { clerk } from './clerk.js';
import { cloudflareAccess } from './cloudflare-access.js';
import { cognito } from './cognito.js';
import { crowdstrike } from './crowdstrike.js';
import { cyberark } from './cyberark.js';
import { defender } from './defender.js';
import { delinea } from './delinea.js';
import { dropbox } from './dropbox.js';
import { duo } from './duo.js';
import { ecs } from './ecs.js';
import { elasticsearch } from './elasticsearch.js';
import { entra } from './entra.js';
import { f5 } from './f5.js';
import { dovecot, postfix, proftpd, vsftpd } from './file-and-mail.js';
import { fortigate } from './fortigate.js';
import { fusionauth } from './fusionauth.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { google } from './google.js';
import { jumpcloud } from './jumpcloud.js';
import { juniper } from './juniper.js';
import { keeper } from './keeper.js';
import { keycloak } from './keycloak.js';
import { lastpass } from './lastpass.js';
import { ldap } from './ldap.js';
import { linux } from './linux.js';
import { lockself } from './lockself.js';
import { mattermost } from './mattermost.js';
import { mitKerberos } from './mit-kerberos.js';
import { mongodb } from './mongodb.js';
import { netskope } from './netskope.js';
import { nextcloud } from './nextcloud.js';
import { notion } from './notion.js';
import { nps } from './nps.js';
import { o365 } from './o365.js';
import { oauth } from './oauth.js';
import { ocsf } from './ocsf.js';
import { okta } from './okta.js';
import { onelogin } from './onelogin.js';
import { onePassword } from './onepassword.js';
import { openldap } from './openldap.js';
import { openvpn } from './openvpn.js';
import { ory } from './ory.js';
import { paloalto } from './paloalto.js';
import { panther } from './panther.js';
import type { SystemParser } from './parser.js';
import { pingam } from './pingam.js';
import { pingfederate } from './pingfederate.js';
import { pingid } from './pingid.js';
import { pingone } from './pingone.js';
import { pulseSecure } from './pulse-secure.js';
import { radius } from './radius.js';
import { rsaSecurid } from './rsa-securid.js';
import { salesforce } from './salesforce.js';
import { samba } from './samba.js';
import { saml } from './saml.js';
import { siteminder } from './siteminder.js';
import { slack } from './slack.js';
import { snowflake } from './snowflake.js';
import { sonicwall } from './sonicwall.js';
import { sophos } from './sophos.js';
import { strongswan } from './strongswan.js';
import { symantecVip } from './symantec-vip.js';
import { systancia } from './systancia.js';
import { tailscale } from './tailscale.js';
import { teleport } from './teleport.js';
import { vault } from './vault.js';
import { vsphere } from './vsphere.js';
import { wallix } from './wallix.js';
import { watchguard } from './watchguard.js';
import { windows } from './windows.js';
import { wiz } from './wiz.js';
import { zeek } from './zeek.js';
import { zitadel } from './zitadel.js';
import { zoom } from './zoom.js';
import { zscaler } from './zscaler.js';

/** In the order of detection: the most particular shapes first, since `oauth` asks for two fields alone. */
export const parsers: readonly SystemParser[] = [
  entra,
  okta,
  auth0,
  defender,
  o365,
  nps,
  adFs,
  windows,
  adAuditPlus,
  authelia,
  authentik,
  aws,
  clerk,
  cloudflareAccess,
  cognito,
  duo,
  fusionauth,
  google,
  jumpcloud,
  keycloak,
  onelogin,
  ory,
  pingam,
  pingfederate,
  pingid,
  pingone,
  rsaSecurid,
  siteminder,
  symantecVip,
  zitadel,
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
  mitKerberos,
  ciscoAsa,
  ciscoIos,
  ciscoIse,
  paloalto,
  fortigate,
  sonicwall,
  sophos,
  checkpoint,
  pulseSecure,
  f5,
  citrixAdc,
  juniper,
  openvpn,
  strongswan,
  watchguard,
  radius,
  openldap,
  wallix,
  systancia,
  zscaler,
  netskope,
  tailscale,
  zeek,
  samba,
  proftpd,
  vsftpd,
  dovecot,
  postfix,
  ecs,
  ocsf,
  saml,
  cef,
  ldap,
  oauth,
];
