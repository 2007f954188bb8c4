import t from 'tap'
import { freePort } from '../server.ts'

t.test(
  'no port is returned twice',
  { skip: process.platform !== 'linux' && 'needs the sockets without files of Linux' },
  async (t) => {
    // Among this number of random ports, two would be equal with a probability of 99.6 %.
    const ports = await Promise.all(Array.from({ length: 500 }, freePort))
    t.equal(new Set(ports).size, ports.length)
  },
)
