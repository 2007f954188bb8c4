/**
 * Preloaded into each measured server. On a message, it reports the CPU time so far, and the peak memory
 * since the previous report.
 */
const LOOK_INTERVAL = 50
let peak = 0
const look = () => {
  peak = Math.max(peak, process.memoryUsage.rss())
}
setInterval(look, LOOK_INTERVAL).unref()
process.on('message', () => {
  look()
  process.send?.({ ...process.cpuUsage(), peak })
  peak = 0
})
// The benchmark has ended, perhaps by a crash.
process.on('disconnect', () => process.exit())
