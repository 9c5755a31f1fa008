import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCli } from './run-cli.js';

let written = { stdout: '', stderr: '' };

beforeEach(() => {
  written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    });
  }
  for (const name of ['TURNAWAY_URL', 'TURNAWAY_INGEST_KEY', 'TURNAWAY_API_TOKEN']) vi.stubEnv(name, '');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('turnaway', () => {
  it.each([
    [['nonsense']],
    [['explain']],
    [['analyze']],
    [['analyze', '/nowhere/a.log']],
    [['analyze', 'a.log', '--top', '0']],
    [['doctor', '--url', 'nowhere']],
    [['doctor', '--requests', '0']],
    [['send', 'a.ndjson']],
    [['send', 'a.ndjson', '--url', 'http://127.0.0.1:9']],
    [['send', 'a.ndjson', '--url', 'nowhere', '--key', 'k']],
    [['send', 'a.ndjson', '--parallel', 'many']],
    [['simulate', '--days', '0']],
    [['simulate', '--incident', 'flood@2026-01-01']],
  ])('answers wrong use with 2: %j', async (args) => {
    expect(await runCli(args)).toBe(2);
    expect(written.stderr).not.toBe('');
    expect(written.stderr).not.toMatch(/^\s+at /m);
  });

  it('answers a file that is not there with 1 and one line', async () => {
    expect(await runCli(['send', '/nowhere/a.ndjson', '--url', 'http://127.0.0.1:9', '--key', 'k'])).toBe(1);
    expect(written.stderr).toBe('turnaway: /nowhere/a.ndjson: no such file or folder\n');
  });

  it('answers a wrong setting with 2 and its name', async () => {
    vi.stubEnv('TURNAWAY_URL', 'nowhere');
    expect(await runCli(['send', 'a.ndjson'])).toBe(2);
    expect(written.stderr).toContain('TURNAWAY_URL: expected an http or https address');
  });

  it('answers help with 0', async () => {
    expect(await runCli(['--help'])).toBe(0);
    expect(written.stdout).toContain('simulate');
  });

  it('never repeats a key', async () => {
    await runCli(['send', '/nowhere/a.ndjson', '--url', 'http://127.0.0.1:9', '--key', 'very-secret']);
    expect(written.stderr + written.stdout).not.toContain('very-secret');
  });
});
