import { expect, test } from 'vitest';
import { readVendorEvent } from './cef.js';

test('CEF: head, escapes, values with blanks and named custom fields', () => {
  const event = readVendorEvent(
    'CEF:0|Acme|Gate\\|keeper|1.2|401|Sign-in failed|5|suser=ana src=192.0.2.1 msg=wrong\\=password given cs1Label=Reason cs1=Locked out',
  );
  expect(event).toMatchObject({
    vendor: 'Acme',
    product: 'Gate|keeper',
    eventId: '401',
    name: 'Sign-in failed',
  });
  expect(event?.fields).toMatchObject({
    suser: 'ana',
    src: '192.0.2.1',
    msg: 'wrong=password given',
    Reason: 'Locked out',
  });
});

test.each([
  ['LEEF:1.0|Acme|Gate|1.2|401|usrName=ana\tsrc=192.0.2.1', 'tab'],
  ['LEEF:1.0|Acme|Gate|1.2|401|usrName=ana#011src=192.0.2.1', 'a tab as relays write it'],
  ['LEEF:2.0|Acme|Gate|1.2|401|^|usrName=ana^src=192.0.2.1', 'a mark of its own'],
  ['LEEF:2.0|Acme|Gate|1.2|401|x5E|usrName=ana^src=192.0.2.1', 'a mark as a number'],
])('%s (%s)', (message) => {
  const event = readVendorEvent(message);
  expect(event).toMatchObject({ format: 'leef', vendor: 'Acme', eventId: '401' });
  expect(event?.fields).toEqual({ usrName: 'ana', src: '192.0.2.1' });
});

test('another message is neither', () => {
  expect(readVendorEvent('the CEF of the day')).toBeNull();
});

test('CEF without its name, as collectors cut it off, alone at the start of a line', () => {
  const event = readVendorEvent('0|Acme|Gate|1.2|401|Sign-in failed|5|suser=ana src=192.0.2.1');
  expect(event).toMatchObject({ vendor: 'Acme', eventId: '401', fields: { suser: 'ana' } });
  expect(readVendorEvent('0|a|b|c')).toBeNull();
  expect(readVendorEvent('ids: 0|Acme|Gate|1.2|401|Sign-in failed|5|suser=ana')).toBeNull();
});
