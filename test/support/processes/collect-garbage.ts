/**
 * Loaded before the program of a child process, which Node has to expose its collector to: SIGUSR2 collects
 * garbage.
 */
process.on('SIGUSR2', () => globalThis.gc?.())
