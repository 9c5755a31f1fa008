import { expect, test } from 'vitest';
import { analyzeText } from '../testing.js';

const loggedBy = (body: string) => analyzeText(body).events.map(({ event }) => event.loggedBy);

test('a line in a general form does not keep the next from its own system', () => {
  const lines = [
    'CEF:0|Contoso|Gatehouse|1.0|1|User login|3|rt=1772352930000 src=192.0.2.1 suser=ana outcome=success',
    'CEF:0|CrowdStrike|FalconHost|1.0|userAuthenticate|userAuthenticate|1|cat=AuthActivityAuditEvent duser=ben outcome=true rt=1772352931000',
    'CEF:0|Contoso|Gatehouse|1.0|1|User login|3|rt=1772352932000 src=192.0.2.1 suser=ana outcome=failure',
  ];
  expect(loggedBy(lines.join('\n'))).toEqual(['cef', 'crowdstrike', 'cef']);
});

test('a SAML response over several lines is one record, whatever stands around it', () => {
  const response = (id: string) =>
    `<samlp:Response ID="${id}" IssueInstant="2026-03-01T08:15:30Z">\n<samlp:Status>\n<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/>\n</samlp:Status>\n</samlp:Response>`;
  const facts = analyzeText(`<?xml version="1.0"?>\n${response('_a')}\n${response('_b')}\n`);
  expect(facts.events.map(({ event }) => event.eventId)).toEqual(['saml:_a', 'saml:_b']);
  expect(facts.rejects).toEqual([]);
});
