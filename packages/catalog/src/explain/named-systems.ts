/** Signs of a system in a text beside its own name: hosts, log formats, and what people call it. */
const signs: Readonly<Record<string, RegExp>> = {
  entra:
    /AADSTS\d|microsoftonline\.(?:com|us|cn)|login\.windows\.net|\bazure (?:ad\b|active directory)|\baad\b|\bentra\b/i,
  'entra-b2c': /AADB2C\d|b2clogin\.com|\b(?:azure ad )?b2c\b/i,
  'entra-nps': /nps extension|AuthZOptCh|AuthNOptCh/i,
  'entra-connect':
    /password ?(?:write ?back|reset service)|PasswordResetService|entra connect|azure ad connect|\bad ?sync\b/i,
  'entra-sspr': /\bsspr\b|self-service password reset/i,
  okta: /\.okta(?:preview|-emea)?\.com/i,
  auth0: /\.auth0\.com/i,
  keycloak: /org\.keycloak|\/realms\/[\w-]{1,64}\/protocol/i,
  windows:
    /\bNTSTATUS\b|\bSTATUS_[A-Z]|event ?id\W{0,4}4(?:6|7)\d\d\b|Security-Auditing|\bwindows (?:security|event|log)|sub ?status/i,
  kerberos:
    /\bkerberos\b|\bkrb5?\b|KRB5?_|KDC_ERR|\b(?:4768|4769|4771)\b|\bAS-REQ\b|\bTGT\b|kinit|pre-?authentication/i,
  'ad-fs': /\bAD ?FS\b|adfs/i,
  'active-directory': /AcceptSecurityContext|LdapErr|80090308|\bactive directory (?!user account)/i,
  ldap: /\bldaps?\b|\bldap_/i,
  nps: /\bnps\b|network policy server|\bIAS\b/i,
  radius: /\bradius\b|freeradius|Access-Re(?:ject|quest)/i,
  'cisco-ise': /\bISE\b|CSCOacs|CISE_|Identity Services Engine/,
  'cisco-asa': /%ASA-|%FTD-|\bASA\b|anyconnect/i,
  'cisco-ios': /%(?:SEC_LOGIN|AUTHMGR|DOT1X|MAB|SSH|AAA|SYS|RADIUS)-\d-/,
  sshd: /\bsshd?\b(?:\[|:|\s)|\bssh2\b|openssh|\[preauth\]/i,
  pam: /\bpam_\w|\bPAM\b|\bsudo\b|\bsu\b[:[]/,
  saml: /samlp?2?:|SAML:(?:1|2)\.0|SAMLResponse|\bsaml\b/i,
  oauth: /\boauth\b|openid|\boidc\b/i,
  msal: /\bMsal\w|Microsoft\.Identity\.Client|com\.microsoft\.identity|\bmsal\b/i,
  cognito: /cognito/i,
  'aws-identity-center': /identity center|awsapps\.com|sso-oidc|\baws sso\b/i,
  'aws-sts': /\bsts\b|AssumeRole|sts\.amazonaws/i,
  aws: /signin\.amazonaws|signin\.aws|cloudtrail|ConsoleLogin/i,
  google: /accounts\.google\.com|googleapis\.com|google (?:sign|workspace|account|oauth)/i,
  'google-ads': /google ?ads|googleads/i,
  apple: /appleid\.apple\.com|ASAuthorization|ASWebAuth|sign in with apple|com\.apple\./i,
  github: /github\.com\/login|api\.github\.com/i,
  duo: /duosecurity|\bduo\b/i,
  onelogin: /\bonelogin\b/i,
  salesforce: /salesforce|force\.com/i,
  pingfederate: /ping ?federate/i,
  pingone: /ping ?one\b|auth\.pingone/i,
  pingid: /ping ?id\b/i,
  zoho: /\bzoho\b/i,
  'authorize-net': /authorize\.?-?net\b/i,
  cybersource: /cyber ?source/i,
  'azure-service-bus': /servicebus\.windows\.net|service ?bus|notification hub|MessagingEntity/i,
  'micro-focus': /micro ?focus|\bLWSSO\b|opentext/i,
  unity: /\bunity\b|UnityEngine|\[Collab\]/,
  discord: /discord/i,
  jumpcloud: /jump ?cloud/i,
};

/** Parts of texts that name a system without meaning it, as every browser does. */
const disguises =
  /windows nt [\d.]{1,8}|windows (?:10|11|server|hello|app|phone)\b|windows-1252|applewebkit|google chrome/gi;

/** The systems that a text names, by their name, an address or the form of their logs; out of those in `names`. */
export function namedSystems(text: string, names: Readonly<Record<string, string>>): ReadonlySet<string> {
  const plain = text.replace(disguises, ' ');
  const lower = plain.toLowerCase();
  return new Set(
    Object.entries(names)
      .filter(
        ([system, name]) =>
          signs[system]?.test(plain) === true ||
          holdsWord(lower, system) ||
          holdsWord(lower, name.toLowerCase()),
      )
      .map(([system]) => system),
  );
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!/[a-z0-9]/.test(text[at - 1] ?? ' ') && !/[a-z0-9]/.test(text[at + word.length] ?? ' ')) return true;
  }
  return false;
}
