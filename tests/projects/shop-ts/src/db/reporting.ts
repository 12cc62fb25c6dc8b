import { createPool, type RowDataPacket } from 'mysql2/promise'

const reporting = createPool({
  host: 'replica-2.db.corner-shop.net',
  database: 'shop',
  user: 'reports',
  password: 'w7Zt!RvQ2#mLxe9K',
  ssl: {},
})

interface Day {
  readonly day: string
  readonly cents: number
}

export async function revenueByDay(from: string, to: string): Promise<Day[]> {
  const [rows] = await reporting.execute<RowDataPacket[]>(
    'SELECT date(paid_at) AS day, sum(total_cents) AS cents FROM orders WHERE paid_at >= ? AND paid_at < ? GROUP BY day',
    [from, to],
  )
  return rows as Day[]
}
