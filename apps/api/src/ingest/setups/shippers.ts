import { keyPlaceholder as key, type SenderSetup } from '@turnaway/contracts';
import type { InstallAddress } from './install-address.js';

/** Programs that read logs on a machine and send them on. All batch, pack where they can, and come back after 503. */
export function shipperSetups(address: InstallAddress): SenderSetup[] {
  return [
    curl(address),
    vector(address),
    fluentBit(address),
    fluentd(address),
    logstash(address),
    rsyslog(address),
    syslogNg(address),
    collector(address),
    filebeat(address),
  ];
}

function curl({ ingest, base }: InstallAddress): SenderSetup {
  return {
    id: 'curl',
    name: 'curl',
    kind: 'shipper',
    steps: [
      'Send a file as it is; the answer names the batch.',
      'Files of any size are sent in parts, and go on after a stop, with the command line of Turnaway.',
    ],
    texts: [
      {
        label: 'One file',
        text: `curl ${ingest} \\
  -H "Authorization: Bearer ${key}" \\
  --data-binary @sign-ins.ndjson`,
      },
      {
        label: 'A large file',
        text: `npm run turnaway -- send sign-ins.ndjson.gz --url ${base} --key ${key}`,
      },
    ],
    docsUrl: 'https://curl.se/docs/manpage.html#--data-binary',
  };
}

function vector({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'vector',
    name: 'Vector',
    kind: 'shipper',
    steps: [
      'Add the sink to vector.yaml and name your source under inputs.',
      'Check it with "vector validate vector.yaml", then restart Vector.',
    ],
    texts: [
      {
        label: 'vector.yaml',
        text: `sources:
  identity_logs:
    type: file
    include: ["/var/log/identity/*.log"]

sinks:
  turnaway:
    type: http
    inputs: [identity_logs]
    uri: ${ingest}
    method: post
    compression: gzip
    encoding:
      codec: json
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
    docsUrl: 'https://vector.dev/docs/reference/configuration/sinks/http/',
  };
}

function fluentBit({ host, port, isSecure }: InstallAddress): SenderSetup {
  return {
    id: 'fluent-bit',
    name: 'Fluent Bit',
    kind: 'shipper',
    steps: [
      'Add the output to fluent-bit.yaml; match names the tags to send.',
      'Check it with "fluent-bit --dry-run -c fluent-bit.yaml", then restart Fluent Bit.',
    ],
    texts: [
      {
        label: 'fluent-bit.yaml',
        text: `pipeline:
  inputs:
    - name: tail
      path: /var/log/identity/*.log
      tag: identity

  outputs:
    - name: http
      match: identity
      host: ${host}
      port: ${port}
      tls: ${isSecure ? 'on' : 'off'}
      uri: /ingest
      format: json_lines
      compress: gzip
      header: Authorization Bearer ${key}
      retry_limit: no_limits`,
      },
    ],
    docsUrl: 'https://docs.fluentbit.io/manual/pipeline/outputs/http',
  };
}

function fluentd({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'fluentd',
    name: 'Fluentd',
    kind: 'shipper',
    steps: [
      'Add the match block to fluent.conf. By itself Fluentd throws a chunk away on any error but 503: the list of codes makes it keep them.',
      'Check it with "fluentd --dry-run -c fluent.conf", then restart Fluentd.',
    ],
    texts: [
      {
        label: 'fluent.conf',
        text: `<match identity.**>
  @type http
  endpoint ${ingest}
  headers {"Authorization":"Bearer ${key}"}
  content_type application/x-ndjson
  open_timeout 5
  read_timeout 30
  retryable_response_codes 429,500,502,503,504
  <format>
    @type json
  </format>
  <buffer>
    @type file
    path /var/log/fluent/turnaway
    flush_interval 5s
    chunk_limit_size 4m
    retry_forever true
  </buffer>
</match>`,
      },
    ],
    docsUrl: 'https://docs.fluentd.org/output/http',
  };
}

function logstash({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'logstash',
    name: 'Logstash',
    kind: 'shipper',
    steps: [
      'Add the output to your pipeline. json_batch sends all events of a batch in one request.',
      'Check it with "bin/logstash --config.test_and_exit -f pipeline.conf".',
    ],
    texts: [
      {
        label: 'pipeline.conf',
        text: `output {
  http {
    url => "${ingest}"
    http_method => "post"
    format => "json_batch"
    http_compression => true
    headers => { "Authorization" => "Bearer ${key}" }
    retry_failed => true
  }
}`,
      },
    ],
    docsUrl: 'https://www.elastic.co/docs/reference/logstash/plugins/plugins-outputs-http',
  };
}

function rsyslog(address: InstallAddress): SenderSetup {
  return {
    id: 'rsyslog',
    name: 'rsyslog',
    kind: 'shipper',
    steps: [
      'Install the module omhttp; Debian and Ubuntu do not have it in their own packages, the repositories of rsyslog do.',
      'Put this into /etc/rsyslog.d/60-turnaway.conf, check it with "rsyslogd -N1", then restart rsyslog.',
    ],
    texts: [
      {
        label: '/etc/rsyslog.d/60-turnaway.conf',
        text: `module(load="omhttp")
template(name="turnaway" type="string" string="%rawmsg-after-pri%")
template(name="turnaway_again" type="string" string="%msg%")

# What was not taken is sent again, until it is.
ruleset(name="turnaway_retry" queue.type="LinkedList" queue.filename="turnaway_retry" queue.saveOnShutdown="on") {
${rsyslogAction(address, 'turnaway_again')}
}

if $syslogfacility-text == "auth" or $syslogfacility-text == "authpriv" then {
${rsyslogAction(address, 'turnaway')}
}`,
      },
    ],
    docsUrl: 'https://www.rsyslog.com/doc/configuration/modules/omhttp.html',
  };
}

function rsyslogAction({ host, port, isSecure }: InstallAddress, template: string): string {
  return `  action(
    type="omhttp"
    server="${host}"
    serverport="${port}"
    usehttps="${isSecure ? 'on' : 'off'}"
    restpath="ingest"
    httpcontenttype="text/plain"
    httpheaders=["Authorization: Bearer ${key}"]
    template="${template}"
    batch="on"
    batch.format="newline"
    batch.maxsize="500"
    compress="on"
    retry="on"
    retry.ruleset="turnaway_retry"
  )`;
}

function syslogNg({ ingest }: InstallAddress): SenderSetup {
  return {
    id: 'syslog-ng',
    name: 'syslog-ng',
    kind: 'shipper',
    steps: [
      'Install the module for http() (on Debian: syslog-ng-mod-http) and put this into /etc/syslog-ng/conf.d/turnaway.conf.',
      'Name your own source in the log statement, check it with "syslog-ng --syntax-only", then reload syslog-ng.',
    ],
    texts: [
      {
        label: '/etc/syslog-ng/conf.d/turnaway.conf',
        text: `destination d_turnaway {
  http(
    url("${ingest}")
    method("POST")
    headers("Authorization: Bearer ${key}", "Content-Type: text/plain")
    body("<\${PRI}>1 \${ISODATE} \${HOST} \${PROGRAM} \${PID:--} - - \${MESSAGE}")
    delimiter("\\n")
    batch-lines(500)
    batch-bytes(1048576)
    batch-timeout(5000)
    timeout(30)
    retries(10)
  );
};

log {
  source(s_src);
  filter { facility(auth, authpriv); };
  destination(d_turnaway);
};`,
      },
    ],
    docsUrl: 'https://syslog-ng.github.io/admin-guide/070_Destinations/081_http/README',
  };
}

function collector({ base }: InstallAddress): SenderSetup {
  return {
    id: 'opentelemetry',
    name: 'OpenTelemetry Collector',
    kind: 'shipper',
    steps: [
      'Add the exporter and the pipeline to the configuration; any receiver of logs will do.',
      'Check it with "otelcol validate --config=config.yaml", then restart the collector.',
    ],
    texts: [
      {
        label: 'config.yaml',
        text: `receivers:
  filelog:
    include: [/var/log/identity/*.log]

processors:
  batch:
    timeout: 5s
    send_batch_max_size: 2000

exporters:
  otlphttp/turnaway:
    logs_endpoint: ${base}/v1/logs
    compression: gzip
    headers:
      authorization: "Bearer ${key}"
    sending_queue:
      enabled: true
    retry_on_failure:
      enabled: true
      max_elapsed_time: 0s

service:
  pipelines:
    logs:
      receivers: [filelog]
      processors: [batch]
      exporters: [otlphttp/turnaway]`,
      },
    ],
    docsUrl: 'https://github.com/open-telemetry/opentelemetry-collector/tree/main/exporter/otlphttpexporter',
  };
}

function filebeat({ host, port, isSecure }: InstallAddress): SenderSetup {
  return {
    id: 'filebeat',
    name: 'Filebeat, Winlogbeat',
    kind: 'shipper',
    steps: [
      'Replace the output in filebeat.yml or winlogbeat.yml. Turnaway answers like Elasticsearch below /es, and keeps no templates or policies: the setup of both is switched off.',
      'Check it with "filebeat test config" and "filebeat test output".',
    ],
    texts: [
      {
        label: 'filebeat.yml',
        text: `output.elasticsearch:
  hosts: ["${isSecure ? 'https' : 'http'}://${host}:${port}/es"]
  username: "turnaway"
  password: "${key}"
  allow_older_versions: true
  compression_level: 3

setup.ilm.enabled: false
setup.template.enabled: false
setup.dashboards.enabled: false`,
      },
    ],
    docsUrl: 'https://www.elastic.co/docs/reference/beats/filebeat/elasticsearch-output',
  };
}
