// A container's health check: ends with 0 if the address given as argument answers with success, else with 1.
const timeoutMs = 4_000;

try {
  const response = await fetch(process.argv[2], {
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'manual',
  });
  await response.body?.cancel();
  console.log(response.status);
  process.exitCode = response.ok ? 0 : 1;
} catch (error) {
  console.log(error.cause?.code ?? error.name);
  process.exitCode = 1;
}
