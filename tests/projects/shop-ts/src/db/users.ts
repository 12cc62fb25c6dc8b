import { change, one } from './pool.js'

export interface User {
  readonly id: number
  readonly email: string
  readonly role: 'customer' | 'manager'
  readonly passwordHash: string
}

const COLUMNS = 'SELECT id, email, role, password_hash AS passwordHash FROM users'

export function findByEmail(email: string): Promise<User | null> {
  return one<User>(`${COLUMNS} WHERE email = ?`, [email])
}

export function findById(id: number): Promise<User | null> {
  return one<User>(`${COLUMNS} WHERE id = ?`, [id])
}

export async function create(email: string, passwordHash: string): Promise<number> {
  const result = await change("INSERT INTO users (email, password_hash, role) VALUES (?, ?, 'customer')", [
    email,
    passwordHash,
  ])
  return result.insertId
}
