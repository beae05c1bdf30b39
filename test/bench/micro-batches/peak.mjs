/** Loaded before the command line when it is measured: says at the end what the process took. */
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1e6;
  process.stderr.write(`\n${JSON.stringify({ memory_mb: maxRSS / 1024, cpu })}\n`);
});
