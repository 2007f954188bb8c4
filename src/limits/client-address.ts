import ipaddr from 'ipaddr.js'

/**
 * Returns the key under which limits count a client's address: the address without a port. Of an IPv6
 * address, only the first 64 bits are used, because a client can choose the others.
 *
 * @param address from a socket or from X-Forwarded-For
 */
export function addressKey(address: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address
  // A proxy may pass on something that is not an address.
  if (!ipaddr.isValid(bare)) return 'unknown'
  const parsed = ipaddr.process(bare)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toNormalizedString().replace(/%.*/, '')}/64`)}/64`
}
