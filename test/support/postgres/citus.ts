/** Databases of a Citus cluster, which exist on each of its nodes. */
import pg from 'pg'
import type { Connection } from '../database.ts'

export interface CitusNode {
  readonly host: string
  readonly port: number
}

/** Returns the nodes, the coordinator first; an empty list if the database does not have the extension. */
export async function citusNodes(connection: Connection): Promise<CitusNode[]> {
  const [{ has }] = await query(
    connection,
    "select exists (select from pg_extension where extname = 'citus') as has",
  )
  if (!has) return []
  const nodes = await query(
    connection,
    'select nodename as host, nodeport as port from pg_dist_node order by groupid',
  )
  // The nodes connect to each other as the same user as the tests.
  return nodes.map(({ host, port }) => ({ host, port }))
}

/** Creates an empty database that is ready to be distributed. */
export async function createOnNodes(
  connection: Connection,
  nodes: readonly CitusNode[],
  name: string,
): Promise<void> {
  await Promise.all(
    nodes.map(async (node) => {
      await query({ ...connection, ...node }, `create database ${name}`)
      await query({ ...connection, ...node, database: name }, 'create extension citus')
    }),
  )
  const created = { ...connection, database: name }
  for (const [place, { host, port }] of nodes.entries()) {
    const add = place === 0 ? 'citus_set_coordinator_host' : 'citus_add_node'
    await query(created, `select ${add}($1, $2)`, [host, port])
  }
}

export async function dropOnNodes(
  connection: Connection,
  nodes: readonly CitusNode[],
  name: string,
): Promise<void> {
  // The nodes have open sessions with each other.
  for (const node of nodes)
    await query({ ...connection, ...node }, `drop database if exists ${name} with (force)`)
}

async function query(connection: Connection, text: string, values: unknown[] = []) {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}
