import ipaddr from 'ipaddr.js'

/**
 * What the limits know a client's address by. Of IPv6 it is the first half: the other one is the client's own to choose. A port, as
 * some proxies add it, is no part of it.
 *
 * @param address of a socket, or out of X-Forwarded-For
 */
export function addressKey(address: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address
  // A proxy may have let through what is no address.
  if (!ipaddr.isValid(bare)) return 'unknown'
  const parsed = ipaddr.process(bare)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toNormalizedString().replace(/%.*/, '')}/64`)}/64`
}
