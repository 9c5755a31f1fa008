import { keyPlaceholder as key, type SenderSetup } from '@turnaway/contracts';
import type { InstallAddress } from './install-address.js';

/** Identity providers that push their own events. */
export function identityProviderSetups(address: InstallAddress): SenderSetup[] {
  return [
    auth0(address),
    okta(address),
    keycloak(address),
    authentik(address),
    zitadel(address),
    fusionauth(address),
    ory(address),
    clerk(address),
  ];
}

const verifyHere = (scheme: string) =>
  `Copy the sender's secret into this feed's settings, under Verification > ${scheme}: requests without its signature are then refused.`;

function auth0({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'auth0',
    name: 'Auth0',
    kind: 'identity-provider',
    steps: [
      'Make a custom webhook stream, with the CLI or in the dashboard under Monitoring > Streams. The authorization is the whole value of the header.',
      'Leave its obfuscation of personal data off, or choose hashing: people who are masked with stars cannot be told apart.',
    ],
    texts: [
      {
        label: 'Auth0 CLI',
        text: `auth0 logs streams create http \\
  --name turnaway \\
  --endpoint "${ingest}" \\
  --type "application/json" \\
  --format "JSONLINES" \\
  --authorization "Bearer ${key}"`,
      },
    ],
    docsUrl: 'https://auth0.github.io/auth0-cli/auth0_logs_streams_create_http.html',
  };
}

function okta({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'okta',
    name: 'Okta',
    kind: 'identity-provider',
    steps: [
      'In the admin console, under Workflow > Event Hooks, choose Create Event Hook, and fill in the fields below.',
      'Subscribe to "User login to Okta" (user.session.start), "Authentication of user via MFA" (user.authentication.auth_via_mfa), "User single sign on to app" (user.authentication.sso), "Max sign in attempts exceeded" (user.account.lock) and "Evaluation of sign-on policy" (policy.evaluate_sign_on).',
      'Choose Save & Continue, then Verify: Okta asks this address once, and Turnaway answers.',
    ],
    texts: [
      { label: 'Endpoint URL', text: ingest },
      { label: 'Authentication field', text: 'Authorization' },
      { label: 'Authentication secret', text: `Bearer ${key}` },
    ],
    docsUrl: 'https://developer.okta.com/docs/guides/event-hook-implementation/nodejs/main/',
  };
}

function keycloak({ ingest }: InstallAddress): SenderSetup {
  const listener = JSON.stringify({
    targetUri: `${ingest}/${key}`,
    sharedSecret: 'A_SECRET_OF_YOURS',
    retry: true,
  });
  return {
    id: 'keycloak',
    name: 'Keycloak',
    kind: 'identity-provider',
    steps: [
      'Put the event listeners of Phase Two (keycloak-events) into the folder providers, and restart Keycloak.',
      'Set the attribute of the realm with the commands below, and add ext-event-http to its event listeners. The shared secret signs each request.',
      verifyHere('Keycloak'),
    ],
    texts: [
      {
        label: 'kcadm.sh',
        text: `kcadm.sh update realms/$REALM \\
  -s 'eventsListeners=["jboss-logging","ext-event-http"]' \\
  -s 'attributes."_providerConfig.ext-event-http.0"=${listener}'`,
      },
      {
        label: 'As JSON, for the admin API',
        text: JSON.stringify(
          {
            eventsListeners: ['jboss-logging', 'ext-event-http'],
            attributes: {
              '_providerConfig.ext-event-http.0': listener,
            },
          },
          null,
          2,
        ),
      },
    ],
    docsUrl: 'https://github.com/p2-inc/keycloak-events#http-sender',
  };
}

function authentik({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'authentik',
    name: 'authentik',
    kind: 'identity-provider',
    steps: [
      'Under Customization > Property Mappings, make two webhook mappings with the expressions below.',
      'Under Events > Notification Transports, make a generic webhook with this address, the first mapping for its body and the second for its headers, and switch "send once" on.',
      'Under Events > Notification Rules, make a rule with this transport and a group, and bind event matcher policies for the actions login, login_failed and authorize_application.',
    ],
    texts: [
      { label: 'Webhook URL', text: ingest },
      {
        label: 'Mapping of the body',
        text: `event = notification.event
return {
    "source": "authentik",
    "pk": str(event.pk),
    "action": event.action,
    "app": event.app,
    "context": event.context,
    "client_ip": event.client_ip,
    "created": event.created.isoformat(),
    "user": event.user,
}`,
      },
      {
        label: 'Mapping of the headers',
        text: `return {"Authorization": "Bearer ${key}"}`,
      },
    ],
    docsUrl: 'https://docs.goauthentik.io/sys-mgmt/events/transports/',
  };
}

function zitadel({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'zitadel',
    name: 'ZITADEL',
    kind: 'identity-provider',
    steps: [
      'Make a target, and an execution that calls it for events. The answer of the first command has the signing key.',
      verifyHere('ZITADEL'),
    ],
    texts: [
      {
        label: 'The target',
        text: `curl "https://$ZITADEL_DOMAIN/v2/actions/targets" \\
  -H "Authorization: Bearer $ZITADEL_TOKEN" \\
  -H "Content-Type: application/json" \\
  --data '${JSON.stringify({
    name: 'turnaway',
    restAsync: {},
    endpoint: `${ingest}/${key}`,
    timeout: '10s',
  })}'`,
      },
      {
        label: 'The execution',
        text: `curl -X PUT "https://$ZITADEL_DOMAIN/v2/actions/executions" \\
  -H "Authorization: Bearer $ZITADEL_TOKEN" \\
  -H "Content-Type: application/json" \\
  --data '${JSON.stringify({
    condition: { event: { all: true } },
    targets: ['TARGET_ID'],
  })}'`,
      },
    ],
    docsUrl: 'https://zitadel.com/docs/guides/integrate/actions/testing-event',
  };
}

function fusionauth({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'fusionauth',
    name: 'FusionAuth',
    kind: 'identity-provider',
    steps: [
      'Under Settings > Webhooks, add a webhook with this address, and switch user.login.success and user.login.failed on, there and on the tenant.',
      'On its tab Security, switch "Sign events" on, with an HMAC key or a key pair. On its tab Headers, add the header below.',
      verifyHere('FusionAuth'),
    ],
    texts: [
      { label: 'URL', text: ingest },
      { label: 'Header', text: `Authorization: Bearer ${key}` },
    ],
    docsUrl: 'https://fusionauth.io/docs/extend/events-and-webhooks/signing',
  };
}

function ory({ base, isSecure }: InstallAddress): SenderSetup {
  const address = new URL(`${base}/ingest`);
  return {
    id: 'ory',
    name: 'Ory Network',
    kind: 'identity-provider',
    steps: [
      `Make an event stream to an https endpoint; the key is the password in its address.${
        isSecure ? '' : ' This install is not reached by https yet, which Ory asks for.'
      }`,
      'Kratos and Hydra on your own machines write the same in their logs: send those with one of the shippers.',
    ],
    texts: [
      { label: 'Endpoint', text: `${address.protocol}//turnaway:${key}@${address.host}${address.pathname}` },
    ],
    docsUrl: 'https://www.ory.com/docs/actions/live-events',
  };
}

function clerk({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'clerk',
    name: 'Clerk',
    kind: 'identity-provider',
    steps: [
      'In the dashboard, under Configure > Webhooks, add an endpoint with this address and subscribe to session.created. Clerk sends passed sign-ins alone by webhook; failed ones are in its application logs, which can be exported and dropped on this page.',
      verifyHere('Standard Webhooks (Clerk, Svix)'),
    ],
    texts: [{ label: 'Endpoint URL', text: `${ingest}/${key}` }],
    docsUrl: 'https://clerk.com/docs/guides/development/webhooks/overview',
  };
}
