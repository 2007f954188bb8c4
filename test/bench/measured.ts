/**
 * Loaded into each server that is measured, before its own program: tells what it has used when it is asked,
 * its CPU until now, and the most memory since it was asked last.
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
// Whoever measures has gone, perhaps without a word.
process.on('disconnect', () => process.exit())
