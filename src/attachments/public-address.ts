import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Global unicast IPv6 (RFC 4291, section 2.4), which excludes NAT64 and IPv4-compatible addresses. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')
/** Public address at which Azure's internal services are reachable from every machine there. */
const azure = ipaddr.IPv4.parse('168.63.129.16')

/**
 * Creates a check for addresses chosen by others. It accepts public unicast addresses and those in the
 * allowed networks (CIDR), in standard form only; an IPv4-mapped IPv6 address counts as the IPv4 address.
 * 6to4 and Teredo can reach any IPv4 address, so they are not public.
 */
export function addressCheck(allowedNetworks: readonly string[]): (address: string) => boolean {
  const networks = allowedNetworks.map((network) => ipaddr.parseCIDR(network))
  return (text) => {
    // ipaddr.js takes IPv4-compatible IPv6, `::1.2.3.4`, for the IPv4 address in it.
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
