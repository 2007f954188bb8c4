/** Statements that the server sends, and their plans. */
import { readdirSync } from 'node:fs'
import type pg from 'pg'
import { statementTexts } from '../../../src/database/statement.ts'

/** Node of a plan, as EXPLAIN describes it. */
export interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Alias?: string
  readonly Operation?: string
  readonly Output?: readonly string[]
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly 'Recheck Cond'?: string
  readonly Filter?: string
  readonly 'Parent Relationship'?: string
  readonly Plans?: readonly PlanNode[]
}

const source = new URL('../../../src/', import.meta.url)

/** Returns the texts of all statements, by the names under which modules export them. */
export async function allStatements(): Promise<ReadonlyMap<string, string>> {
  // Loads every module without starting anything.
  await import('../../../src/app.ts')
  const named = new Map<string, string>()
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!/(queries|queries\/[\w-]+)\.ts$/.test(file)) continue
    const exported: Record<string, unknown> = await import(new URL(file, source).href)
    for (const [name, value] of Object.entries(exported)) {
      const variants = hasText(value) ? { '': value } : Object(value)
      for (const [variant, one] of Object.entries(variants))
        if (hasText(one)) named.set(variant === '' ? name : `${name}.${variant}`, one.text)
    }
  }
  const known = new Set(named.values())
  const unknown = statementTexts().filter((text) => !known.has(text))
  if (unknown.length > 0) throw new Error(`No module of queries exports this statement: ${unknown[0]}`)
  return named
}

function hasText(value: unknown): value is { readonly text: string } {
  return typeof value === 'function' && 'text' in value
}

/** Returns the nodes of a statement's generic plan, each before its children. */
export async function planOf(db: pg.Client, text: string): Promise<PlanNode[]> {
  const { rows } = await db.query(`explain (verbose, generic_plan, format json) ${text}`)
  const [{ 'QUERY PLAN': explained }] = rows
  return explained.flatMap(({ Plan }: { readonly Plan: PlanNode }) => nodesUnder(Plan))
}

function nodesUnder(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesUnder)]
}
