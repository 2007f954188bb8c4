import t from 'tap'
import { addressCheck } from '../../src/attachments/public-address.ts'

const isPublic = addressCheck([])

t.test('public addresses are allowed', async (t) => {
  for (const address of [
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '168.63.129.15',
    '223.255.255.255',
    '::ffff:1.1.1.1',
    '::ffff:101:101',
    '2606:4700:4700::1111',
    '2a00:1450::1',
    '2400:cb00::1',
  ])
    t.ok(isPublic(address), address)
})

t.test('every other address is blocked', async (t) => {
  for (const [what, ...addresses] of [
    ['this network', '0.0.0.0', '0.255.255.255', '::'],
    ['loopback', '127.0.0.1', '127.255.255.255', '::1'],
    ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fc00::1', 'fdff::1'],
    ['cloud metadata services', '169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '192.0.0.192'],
    ['link-local', '169.254.0.1', 'fe80::1', 'febf::1', 'fe80::1%lo'],
    ['site-local', 'fec0::1'],
    ['carrier-grade NAT', '100.64.0.1', '100.127.255.255'],
    ['Azure platform services', '168.63.129.16', '::ffff:168.63.129.16'],
    ['protocols', '192.0.0.1', '192.88.99.1', '192.31.196.1', '192.52.193.1', '192.175.48.1'],
    ['documentation', '192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
    ['benchmarks', '198.18.0.1', '198.19.255.255', '2001:2::1'],
    ['discard', '100::1', '100:0:0:1::1'],
    ['multicast', '224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
    ['reserved', '240.0.0.1', '255.255.255.255', '4000::1', '5f00::1', '2001:1::1'],
    ['IPv4 within IPv6', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:169.254.169.254'],
    ['deprecated IPv4 within IPv6', '::127.0.0.1', '::7f00:1', '::1.1.1.1', '::ffff:0:7f00:1'],
    ['NAT64', '64:ff9b::7f00:1', '64:ff9b::1.1.1.1', '64:ff9b:1::1'],
    ['6to4', '2002:7f00:1::1', '2002:0101:0101::1'],
    ['Teredo', '2001::1', '2001:0:7f00:1::'],
    ['ORCHID', '2001:10::1', '2001:20::1'],
    ['other notations', '2130706433', '0x7f.1', '017700000001', '127.1', '1.1.1', '1.1.1.1.', '0x1.1.1.1'],
    ['no address', '', 'localhost', 'example.org', '[::1]', '1.1.1.1/32', ' 1.1.1.1'],
  ] as const) {
    for (const address of addresses) t.notOk(isPublic(address), `${what}: ${address}`)
  }
})

t.test('an allowed network is allowed exactly', async (t) => {
  const passes = addressCheck(['10.1.0.0/16', '127.0.0.1/32', 'fd12:3456::/32', '168.63.129.16/32'])
  for (const address of [
    '10.1.0.0',
    '10.1.255.255',
    '127.0.0.1',
    '::ffff:10.1.2.3',
    'fd12:3456::1',
    '1.1.1.1',
  ])
    t.ok(passes(address), address)
  t.ok(passes('168.63.129.16'), 'even if it is blocked individually')
  for (const address of ['10.0.255.255', '10.2.0.0', '127.0.0.2', '::1', 'fd12:3457::1', '64:ff9b::a01:1'])
    t.notOk(passes(address), address)
})
