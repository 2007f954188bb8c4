/** Preloaded into a child process that runs with --expose-gc: collects garbage on SIGUSR2. */
process.on('SIGUSR2', () => globalThis.gc?.())
