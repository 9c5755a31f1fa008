import { keyPlaceholder as key, type SenderSetup } from '@turnaway/contracts';
import type { InstallAddress } from './install-address.js';

/** Services of clouds that push logs. They want an address of https with a certificate that everybody trusts. */
export function cloudSetups(address: InstallAddress): SenderSetup[] {
  return [
    azureDiagnostics(address),
    eventGrid(address),
    firehose(address),
    pubsub(address),
    logpush(address),
  ];
}

function azureDiagnostics({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'azure-diagnostic-settings',
    name: 'Azure diagnostic settings (Entra sign-in logs)',
    kind: 'cloud',
    steps: [
      'Diagnostic settings cannot post to an address: they write to an Event Hub, and a forwarder reads it. Make an Event Hubs namespace (Standard or above) with a hub, and a shared access policy that may listen.',
      'In the Entra admin center, under Monitoring & health > Diagnostic settings, stream SignInLogs, NonInteractiveUserSignInLogs, ServicePrincipalSignInLogs and ManagedIdentitySignInLogs to that hub.',
      'Run Vector with this file where it reaches both; its password is the connection string of the policy.',
    ],
    texts: [
      {
        label: 'vector.yaml',
        text: `sources:
  entra:
    type: kafka
    bootstrap_servers: "NAMESPACE.servicebus.windows.net:9093"
    group_id: "$$Default"
    topics: ["HUB"]
    auto_offset_reset: earliest
    tls:
      enabled: true
    sasl:
      enabled: true
      mechanism: PLAIN
      username: "$$ConnectionString"
      password: "\${EVENT_HUB_CONNECTION_STRING}"

sinks:
  turnaway:
    type: http
    inputs: [entra]
    uri: ${ingest}
    method: post
    compression: gzip
    encoding:
      codec: text
    framing:
      method: newline_delimited
    auth:
      strategy: bearer
      token: "${key}"
    batch:
      max_bytes: 4000000
      timeout_secs: 5
    healthcheck:
      enabled: false`,
      },
    ],
    docsUrl: 'https://learn.microsoft.com/entra/identity/monitoring-health/howto-stream-logs-to-event-hub',
  };
}

function eventGrid({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'event-grid',
    name: 'Azure Event Grid',
    kind: 'cloud',
    steps: [
      'Make an event subscription whose endpoint is a webhook, in the schema of Event Grid or of CloudEvents. Event Grid asks whether the address takes its events; Turnaway answers that.',
      'The key is the last part of the address, since Event Grid sends no header of ours.',
    ],
    texts: [
      {
        label: 'Azure CLI',
        text: `az eventgrid event-subscription create \\
  --name turnaway \\
  --source-resource-id "$TOPIC_ID" \\
  --endpoint-type webhook \\
  --endpoint "${ingest}/${key}" \\
  --event-delivery-schema cloudeventschemav1_0 \\
  --max-events-per-batch 500 \\
  --preferred-batch-size-in-kilobytes 512`,
      },
    ],
    docsUrl: 'https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema',
  };
}

function firehose({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'firehose',
    name: 'Amazon Data Firehose',
    kind: 'cloud',
    steps: [
      'Firehose needs https on port 443. Replace the role and the bucket, which takes what could not be delivered.',
      'Send CloudTrail, Cognito or EventBridge logs into the stream, by a subscription of CloudWatch Logs or a rule of EventBridge; both forms are read.',
    ],
    texts: [
      {
        label: 'turnaway-stream.json',
        text: JSON.stringify(
          {
            DeliveryStreamName: 'turnaway',
            DeliveryStreamType: 'DirectPut',
            HttpEndpointDestinationConfiguration: {
              EndpointConfiguration: { Url: ingest, Name: 'Turnaway', AccessKey: key },
              BufferingHints: { SizeInMBs: 4, IntervalInSeconds: 60 },
              RequestConfiguration: { ContentEncoding: 'GZIP' },
              RoleARN: 'arn:aws:iam::123456789012:role/firehose',
              RetryOptions: { DurationInSeconds: 7_200 },
              S3BackupMode: 'FailedDataOnly',
              S3Configuration: {
                RoleARN: 'arn:aws:iam::123456789012:role/firehose',
                BucketARN: 'arn:aws:s3:::example-bucket',
              },
            },
          },
          null,
          2,
        ),
      },
      {
        label: 'AWS CLI',
        text: 'aws firehose create-delivery-stream --cli-input-json file://turnaway-stream.json',
      },
    ],
    docsUrl: 'https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html',
  };
}

function pubsub({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'pubsub',
    name: 'Google Cloud Pub/Sub',
    kind: 'cloud',
    steps: [
      'Route the sign-in logs to a topic. Google Workspace shares them with Cloud Logging once that is turned on in its admin console.',
      "Give the sink's writer identity, which the second command prints, the role Pub/Sub Publisher on the topic.",
      'Push them here, with the token of a service account. For its check, set the verification of this feed to Pub/Sub, with the same audience and account.',
    ],
    texts: [
      {
        label: 'gcloud: logs to a topic',
        text: `gcloud pubsub topics create sign-ins
gcloud logging sinks create sign-ins \\
  "pubsub.googleapis.com/projects/$PROJECT_ID/topics/sign-ins" \\
  --organization="$ORGANIZATION_ID" \\
  --log-filter='protoPayload.serviceName="login.googleapis.com"'`,
      },
      {
        label: 'gcloud: topic to Turnaway',
        text: `gcloud pubsub subscriptions create turnaway \\
  --topic=sign-ins \\
  --push-endpoint="${ingest}/${key}" \\
  --push-auth-service-account="$SERVICE_ACCOUNT_EMAIL" \\
  --push-auth-token-audience="${ingest}" \\
  --ack-deadline=30 \\
  --message-retention-duration=7d`,
      },
    ],
    docsUrl: 'https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions',
  };
}

function logpush({ ingest }: InstallAddress): SenderSetup {
  const destination = `${ingest}?header_Authorization=${encodeURIComponent(`Bearer ${key}`)}`;
  return {
    id: 'logpush',
    name: 'Cloudflare Logpush (Zero Trust access requests)',
    kind: 'cloud',
    steps: [
      'Make the job for the account. Cloudflare uploads a test first, which Turnaway answers and does not store; parameters that begin with header_ become headers and leave the address.',
    ],
    texts: [
      {
        label: 'curl',
        text: `curl "https://api.cloudflare.com/client/v4/accounts/$ACCOUNT_ID/logpush/jobs" \\
  -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" \\
  -H "Content-Type: application/json" \\
  --data '${JSON.stringify({
    name: 'turnaway',
    dataset: 'access_requests',
    enabled: true,
    destination_conf: destination,
    max_upload_records: 1_000,
    max_upload_bytes: 5_000_000,
    max_upload_interval_seconds: 30,
    output_options: {
      output_type: 'ndjson',
      timestamp_format: 'rfc3339',
      field_names: [
        'Action',
        'Allowed',
        'AppDomain',
        'AppUUID',
        'Connection',
        'Country',
        'CreatedAt',
        'Email',
        'IPAddress',
        'RayID',
        'UserUID',
      ],
    },
  })}'`,
      },
    ],
    docsUrl: 'https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/http/',
  };
}
