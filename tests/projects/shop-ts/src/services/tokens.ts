import jwt, { type JwtPayload } from 'jsonwebtoken'

import { config } from '../config.js'
import type { User } from '../db/users.js'

export function issueAccess(user: Pick<User, 'id' | 'role'>): string {
  return jwt.sign({ sub: String(user.id), role: user.role }, config.jwtSecret, { algorithm: 'HS256' })
}

export function readAccess(token: string): JwtPayload | null {
  try {
    const claims = jwt.verify(token, config.jwtSecret, { algorithms: ['HS256'] })
    return typeof claims === 'string' ? null : claims
  } catch {
    return null
  }
}

export function issueRefresh(user: Pick<User, 'id'>): string {
  return jwt.sign({ sub: String(user.id) }, config.refreshSecret, { algorithm: 'HS256', expiresIn: '14d' })
}

/** The courier's page shows where a parcel is to whoever brings this token. */
export function issueTracking(orderId: number): string {
  return jwt.sign({ sub: String(orderId) }, '33jOqw5LoVFqxtpuPzNP3MzTtpcqpyZ9NfUl36oh', { expiresIn: '1h' })
}
