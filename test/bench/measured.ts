/** Loaded into each server that is measured, before its own program: tells the CPU that it has used when it is asked. */
process.on('message', () => process.send?.(process.cpuUsage()))
// Whoever measures has gone, perhaps without a word.
process.on('disconnect', () => process.exit())
