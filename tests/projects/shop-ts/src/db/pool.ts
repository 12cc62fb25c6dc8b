import { createPool, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise'

import { config } from '../config.js'

export const pool = createPool({ uri: config.databaseUrl, connectionLimit: 20 })

type Value = string | number | Date | null

export async function many<Row>(sql: string, values: Value[] = []): Promise<Row[]> {
  const [rows] = await pool.execute<RowDataPacket[]>(sql, values)
  return rows as Row[]
}

export async function one<Row>(sql: string, values: Value[] = []): Promise<Row | null> {
  const rows = await many<Row>(sql, values)
  return rows[0] ?? null
}

export async function change(sql: string, values: Value[]): Promise<ResultSetHeader> {
  const [result] = await pool.execute<ResultSetHeader>(sql, values)
  return result
}
