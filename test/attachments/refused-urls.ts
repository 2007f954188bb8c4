/** URLs that a guarded fetch must refuse. */

/** Forbidden addresses in every notation that a URL may have. */
export const forbiddenHosts = [
  ...['127.0.0.1', '127.1', '127.0.1', '127.0.0.1.', '127.0.0.2', '2130706433', '0x7f.1', '0x7f000001'],
  ...['017700000001', '0177.0.0.1', '①②⑦.⓪.⓪.①', '127。0。0。1', '１２７.0.0.1', '%31%32%37.0.0.1'],
  ...['0', '0.0.0.0', '0x0', '[::]', '[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
  ...['[::127.0.0.1]', '[::7f00:1]', '[64:ff9b::7f00:1]', '[64:ff9b::127.0.0.1]', '[2002:7f00:1::]'],
  ...[
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '168.63.129.16',
    '2852039166',
  ],
  ...['[fd00:ec2::254]', '[fe80::1]', '[ff02::1]', '192.0.2.1', '198.18.0.1', '240.0.0.1', '255.255.255.255'],
]

/** Hostnames, each with its addresses, of which at least one is forbidden. */
export const forbiddenNames: readonly (readonly [name: string, ...addresses: string[]])[] = [
  ['localhost', '127.0.0.1'],
  ['localhost.', '127.0.0.1'],
  ['one-of-two.test', '1.1.1.1', '127.0.0.1'],
  ['six.test', '::1'],
  ['mapped.test', '::ffff:127.0.0.1'],
  ['nat64.test', '64:ff9b::7f00:1'],
  ['unspecified.test', '0.0.0.0'],
  ['crooked.test', '2130706433'],
]

/** URLs and the reason of their refusal. The port is allowed. */
export function refusedUrls(port: number): [url: string, reason: string][] {
  return [
    ['nonsense', 'no http URL'],
    ['', 'no http URL'],
    ['/etc/passwd', 'no http URL'],
    ['file:///etc/passwd', 'no http URL'],
    ['data:text/plain,x', 'no http URL'],
    [`ftp://127.0.0.1:${port}/`, 'no http URL'],
    [`http://ada@127.0.0.1:${port}/`, 'user information'],
    [`http://:secret@127.0.0.1:${port}/`, 'user information'],
  ]
}

/** Locations to which no redirect is followed, and the reason. Of the two ports, the first one is allowed. */
export function refusedRedirects(port: number, closed: number): [location: string, reason: string][] {
  return [
    ['http://127.0.0.2/', 'port'],
    [`http://127.0.0.2:${port}/`, 'blocked'],
    [`http://2130706434:${port}/`, 'blocked'],
    [`//127.0.0.2:${port}/`, 'blocked'],
    [`http://[::ffff:127.0.0.2]:${port}/`, 'blocked'],
    [`http://169.254.169.254:${port}/`, 'blocked'],
    [`http://127.0.0.1:${closed}/`, 'port'],
    [`http://ada:secret@127.0.0.1:${port}/`, 'user information'],
    ['file:///etc/passwd', 'no http URL'],
    ['data:text/plain,x', 'no http URL'],
    ['ftp://127.0.0.1/', 'no http URL'],
    ['http://', 'no http URL'],
  ]
}
