import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Of all IPv6, what is given out to the public (RFC 4291 section 2.4): NAT64 and IPv4-compatible addresses are not in it. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')
/** Azure's own services answer every machine there at a public address. */
const azure = ipaddr.IPv4.parse('168.63.129.16')

/**
 * Makes the check of an address that somebody else chose: it passes where it is public unicast, or in one of the allowed
 * networks (CIDR). What is no address in its standard form does not pass; an IPv4 address within IPv6 counts as the
 * former. 6to4 and Teredo lead to any IPv4 address, and are not public.
 */
export function addressCheck(allowedNetworks: readonly string[]): (address: string) => boolean {
  const networks = allowedNetworks.map((network) => ipaddr.parseCIDR(network))
  return (text) => {
    // IPv4-compatible IPv6, `::1.2.3.4`, which ipaddr.js takes for the IPv4 address in it.
    if (isIP(text) === 0 || /^::\d+\./.test(text)) return false
    const address = ipaddr.process(text)
    const isAllowed = networks.some(
      ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
    )
    return isAllowed || isPublic(address)
  }
}

function isPublic(address: ReturnType<typeof ipaddr.process>): boolean {
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv6' ? address.match(globalUnicast) : !address.match(azure, 32)
}
